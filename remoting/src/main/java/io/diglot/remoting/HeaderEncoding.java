package io.diglot.remoting;

import io.netty.buffer.ByteBuf;

/**
 * How the header of one frame is written; the frame names it in its second word, so every frame may
 * choose anew.
 */
public enum HeaderEncoding {
  /** A JSON object. */
  JSON(0),
  /**
   * The compact form that RocketMQ calls {@code ROCKETMQ}; a request code in it has 16 bits only.
   */
  ROCKETMQ(1);

  private final int wireCode;

  HeaderEncoding(int wireCode) {
    this.wireCode = wireCode;
  }

  /** The number that the frame carries. */
  int wireCode() {
    return wireCode;
  }

  /** The encoding of the number, or a {@link MalformedFrameException}. */
  static HeaderEncoding ofWireCode(int code) {
    return switch (code) {
      case 0 -> JSON;
      case 1 -> ROCKETMQ;
      default -> throw new MalformedFrameException("unknown header encoding " + code);
    };
  }

  /** Appends the header to {@code out}. */
  void encode(CommandHeader header, ByteBuf out) {
    switch (this) {
      case JSON -> JsonHeaderCodec.encode(header, out);
      case ROCKETMQ -> BinaryHeaderCodec.encode(header, out);
    }
  }

  /** Reads a header that takes all of {@code in}, or throws a {@link MalformedFrameException}. */
  CommandHeader decode(ByteBuf in) {
    return switch (this) {
      case JSON -> JsonHeaderCodec.decode(in);
      case ROCKETMQ -> BinaryHeaderCodec.decode(in);
    };
  }
}
