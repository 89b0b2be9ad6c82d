package io.diglot.nativeprotocol.message;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * UNIQ_KEY for messages whose producer gave none: upper-case hex of address (4 or 16 bytes),
 * process (2), instance (4), time (4) and a counter (2), as clients make them. Thread-safe.
 */
public final class UniqueKeys {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final byte[] prefix;
  private final InstantSource clock;
  private final AtomicInteger counter = new AtomicInteger();

  /** Keys of one process. */
  public UniqueKeys(StoredHost broker, long processId, int instance, InstantSource clock) {
    byte[] address = broker.address().getAddress();
    this.prefix =
        ByteBuffer.allocate(address.length + Short.BYTES + Integer.BYTES)
            .put(address)
            .putShort((short) processId)
            .putInt(instance)
            .array();
    this.clock = clock;
  }

  /** The next key. */
  public String next() {
    return HEX.formatHex(
        ByteBuffer.allocate(prefix.length + Integer.BYTES + Short.BYTES)
            .put(prefix)
            .putInt((int) clock.millis())
            .putShort((short) counter.getAndIncrement())
            .array());
  }
}
