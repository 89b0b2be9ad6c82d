package io.diglot.core.convert;

/**
 * One 64-bit number that names a record for as long as the log keeps it: what RocketMQ clients know
 * as commitLogOffset or physical offset. For a frame with one native message it is the frame's
 * position. For a record in a Kafka batch bit 62 is set, and the low 45 bits of the position (a
 * multiple of 8) and the record's place in the batch (below 2^20) stand in it: a log never holds as
 * much as 32 TiB at once, so its end tells the bits above.
 */
public final class RecordHandle {
  private static final long IN_BATCH = 1L << 62;
  private static final int INDEX_BITS = 20;
  private static final long WINDOW = 1L << 45;

  /** How many records a batch may hold at most so that each has a handle. */
  public static final int MAX_BATCH_RECORDS = 1 << INDEX_BITS;

  private RecordHandle() {}

  /** Handle of a message that is a frame of its own. */
  public static long ofMessage(long position) {
    return position;
  }

  /** Handle of a record in a batch. */
  public static long inBatch(long position, int index) {
    return IN_BATCH | ((position & (WINDOW - 1)) >>> 3 << INDEX_BITS) | index;
  }

  /**
   * Position of the frame that holds the record; any number is taken, so ask the log whether a
   * frame is there.
   *
   * @param logEnd where the log ends now
   */
  public static long position(long handle, long logEnd) {
    if ((handle & IN_BATCH) == 0) {
      return handle;
    }
    long low = (handle & ~IN_BATCH) >>> INDEX_BITS << 3 & (WINDOW - 1);
    long position = (logEnd & -WINDOW) | low;
    return position < logEnd ? position : position - WINDOW;
  }
}
