package io.diglot.nativeprotocol.message;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * RocketMQ's offsetMsgId: upper-case hex of broker address (4 or 16 bytes), port (4) and physical
 * offset (8).
 *
 * @param broker where the message can be asked for
 * @param physicalOffset its handle there
 */
public record MessageId(StoredHost broker, long physicalOffset) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int V4_BYTES = 16;
  private static final int V6_BYTES = 28;

  /** 32 or 56 hex digits. */
  public String text() {
    ByteBuffer bytes = ByteBuffer.allocate(broker.size() + Long.BYTES);
    broker.write(bytes);
    bytes.putLong(physicalOffset);
    return HEX.formatHex(bytes.array());
  }

  /** Reads an id; empty for anything that is none. */
  public static Optional<MessageId> parse(String text) {
    if (text.length() != V4_BYTES * 2 && text.length() != V6_BYTES * 2) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(HEX.parseHex(text));
      StoredHost broker = StoredHost.read(bytes, text.length() == V6_BYTES * 2);
      return Optional.of(new MessageId(broker, bytes.getLong()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
