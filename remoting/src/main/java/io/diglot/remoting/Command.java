package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request or response: a header and a body. The body may be several buffers, which go to the
 * socket one after the other without being copied together. A command owns its body: releasing the
 * command releases every part.
 *
 * <p>A command that was received has at most one part, a slice of what was read from the socket.
 */
public final class Command extends AbstractReferenceCounted {
  private final CommandHeader header;
  private final List<ByteBuf> parts;
  private final long bodyBytes;

  Command(CommandHeader header, List<ByteBuf> parts) {
    this.header = header;
    this.parts = List.copyOf(parts);
    long bytes = 0;
    for (ByteBuf part : parts) {
      bytes += part.readableBytes();
    }
    this.bodyBytes = bytes;
  }

  /** A request without a body, in JSON. */
  public static Command request(int code, Map<String, String> fields) {
    return request(code, fields, HeaderEncoding.JSON, List.of());
  }

  /** A request with a body, in JSON; takes over the buffer. */
  public static Command request(int code, Map<String, String> fields, ByteBuf body) {
    return request(code, fields, HeaderEncoding.JSON, List.of(body));
  }

  /**
   * A request; takes over the buffers.
   *
   * @throws IllegalArgumentException if the code does not fit the encoding: {@link
   *     HeaderEncoding#ROCKETMQ} has 16 bits for it
   */
  public static Command request(
      int code, Map<String, String> fields, HeaderEncoding encoding, List<ByteBuf> body) {
    if (encoding == HeaderEncoding.ROCKETMQ && code != (short) code) {
      throw new IllegalArgumentException(
          "request code " + code + " does not fit the binary header");
    }
    return new Command(CommandHeader.request(code, fields, encoding), body);
  }

  /** The header. */
  public CommandHeader header() {
    return header;
  }

  /** The header's code. */
  public int code() {
    return header.code();
  }

  /** The sender's {@link ProtocolVersion}. */
  public int version() {
    return header.version();
  }

  /** The header's remark, empty when there is none. */
  public String remark() {
    return header.remark();
  }

  /** The header's extension fields, with typed access. */
  public Fields fields() {
    return new Fields(header.fields());
  }

  /**
   * The body, of no bytes when there is none. It stays this command's: whoever needs it for longer
   * than the command lives retains it.
   */
  public ByteBuf body() {
    return switch (parts.size()) {
      case 0 -> Unpooled.EMPTY_BUFFER;
      case 1 -> parts.get(0);
      default -> Unpooled.wrappedUnmodifiableBuffer(parts.toArray(ByteBuf[]::new));
    };
  }

  /** The length of the body in bytes. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** The body's buffers, which stay this command's. */
  List<ByteBuf> parts() {
    return parts;
  }

  /** The body's buffers, each retained once more for the caller. */
  List<ByteBuf> retainedParts() {
    List<ByteBuf> retained = new ArrayList<>(parts.size());
    for (ByteBuf part : parts) {
      retained.add(part.retain());
    }
    return retained;
  }

  /**
   * The same body under another header. This command must not be used any more: its body has a new
   * owner.
   */
  Command under(CommandHeader newHeader) {
    return new Command(newHeader, parts);
  }

  @Override
  protected void deallocate() {
    for (ByteBuf part : parts) {
      part.release();
    }
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    for (ByteBuf part : parts) {
      part.touch(hint);
    }
    return this;
  }

  @Override
  public String toString() {
    return "Command[" + header + ", " + bodyBytes + " body bytes]";
  }
}
