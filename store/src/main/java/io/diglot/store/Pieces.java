package io.diglot.store;

/**
 * How much of a segment is allocated with one call. The system keeps such a piece together from
 * then on: a large one is mapped in one go, and goes to the disk in one go, whether all of it was
 * written to or not. So pieces are large only where as much comes in between two flushes, and no
 * append waits for a force.
 */
final class Pieces {

  /** Bytes of a piece that is written to the disk for the sake of a few of them. */
  static final int SMALL = 16 << 10;

  /** Bytes of a piece that the system maps with one entry of its tables. */
  static final int LARGE = 2 << 20;

  private final boolean forcedOften;
  private volatile boolean busy;
  private volatile long flushedTo;

  /**
   * For a log that ends at a position.
   *
   * @param forcedOften whether appends wait for the log to be forced
   */
  Pieces(boolean forcedOften, long end) {
    this.forcedOften = forcedOften;
    this.flushedTo = end;
  }

  /** Bytes of the next piece of a log that ends at a position now. Any thread. */
  int size(long end) {
    return !forcedOften && (busy || isMuch(end)) ? LARGE : SMALL;
  }

  /** Says that a flush is due, and where the log ends now. Only the flushing thread. */
  void flushing(long end) {
    busy = isMuch(end);
    flushedTo = end;
  }

  private boolean isMuch(long end) {
    return end - flushedTo >= LARGE;
  }
}
