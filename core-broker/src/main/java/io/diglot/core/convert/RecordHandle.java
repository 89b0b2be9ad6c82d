package io.diglot.core.convert;

/**
 * One 64-bit number that names a record for ever: what RocketMQ clients know as commitLogOffset or
 * physical offset. For a frame with one native message it is the frame's position; for a record in
 * a Kafka batch bit 62 is set, and the position (a multiple of 8 below 2^45) and the record's place
 * in the batch (below 2^20) stand in it.
 */
public final class RecordHandle {
  private static final long IN_BATCH = 1L << 62;
  private static final int INDEX_BITS = 20;

  /** How many records a batch may hold at most so that each has a handle. */
  public static final int MAX_BATCH_RECORDS = 1 << INDEX_BITS;

  private RecordHandle() {}

  /** Handle of a message that is a frame of its own. */
  public static long ofMessage(long position) {
    return position;
  }

  /** Handle of a record in a batch. */
  public static long inBatch(long position, int index) {
    return IN_BATCH | (position >>> 3 << INDEX_BITS) | index;
  }

  /**
   * Position of the frame that holds the record; any number is taken, so ask the log whether a
   * frame is there.
   */
  public static long position(long handle) {
    return (handle & IN_BATCH) == 0 ? handle : (handle & ~IN_BATCH) >>> INDEX_BITS << 3;
  }

  /** The record's place in its frame, from 0. */
  public static int index(long handle) {
    return (handle & IN_BATCH) == 0 ? 0 : (int) (handle & (MAX_BATCH_RECORDS - 1));
  }
}
