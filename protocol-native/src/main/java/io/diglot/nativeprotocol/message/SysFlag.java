package io.diglot.nativeprotocol.message;

/** Bits of a RocketMQ message's sysFlag. */
public final class SysFlag {
  /** The body is compressed; bits 8 to 10 say how. */
  public static final int COMPRESSED = 1;

  /** The tag property names several tags. */
  public static final int MULTI_TAGS = 1 << 1;

  /** Mask of the transaction state. */
  public static final int TRANSACTION_MASK = 3 << 2;

  /** The born host is an IPv6 address of 16 bytes. */
  public static final int BORN_HOST_V6 = 1 << 4;

  /** The store host is an IPv6 address of 16 bytes. */
  public static final int STORE_HOST_V6 = 1 << 5;

  /** The body is a batch that the client is to unwrap. */
  public static final int NEED_UNWRAP = 1 << 6;

  /** The message is a batch inside. */
  public static final int INNER_BATCH = 1 << 7;

  private static final int COMPRESSION_SHIFT = 8;
  private static final int COMPRESSION_MASK = 7;

  private SysFlag() {}

  /** Whether the bit is set. */
  public static boolean has(int sysFlag, int bit) {
    return (sysFlag & bit) != 0;
  }

  /** The number of the compression: 0 or 3 zlib, 1 lz4 (frame format), 2 zstd. */
  public static int compressionType(int sysFlag) {
    return sysFlag >>> COMPRESSION_SHIFT & COMPRESSION_MASK;
  }

  /** The same flags without anything about compression. */
  public static int withoutCompression(int sysFlag) {
    return sysFlag & ~(COMPRESSED | COMPRESSION_MASK << COMPRESSION_SHIFT);
  }
}
