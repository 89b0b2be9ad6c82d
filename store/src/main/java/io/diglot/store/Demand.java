package io.diglot.store;

/**
 * How much of a stretch of the log the readers of old data want, all queues together. Where they
 * want much of it, it is loaded from its beginning to its end: the system then reads on by itself
 * in large pieces, for a quarter of the work, while frames that each queue's reader wants here and
 * there look to it like reads at random. Not thread-safe.
 */
final class Demand {

  /** Wanted of so many bytes, one at least. */
  private static final int DENSE = 3;

  /** How far from the stretch a position may lie that still belongs to it. */
  private static final long NEAR = 256 << 20;

  /** A stretch that is longer forgets its first half. */
  private static final long LONGEST = 512 << 20;

  private long from;
  private long to;
  private long wanted;
  private long loadedTo;
  private long until;

  /** A stretch that begins at a position, and of which nothing is wanted yet. */
  Demand(long from) {
    this.from = from;
    this.to = from;
    this.loadedTo = from;
  }

  /** Whether a position belongs to the stretch. */
  boolean isNear(long position) {
    return position >= from - NEAR && position <= to + NEAR;
  }

  /**
   * Whether nobody has wanted any of it for so long that what was loaded may have left the memory.
   */
  boolean isPast(long now) {
    return now > until;
  }

  /** Some bytes of it up to a position are wanted now, milliseconds since the epoch. */
  void add(long bytes, long end, long now) {
    until = now + LoadedAhead.KEPT_MILLIS;
    wanted += bytes;
    to = Math.max(to, end);
    if (to - from > LONGEST) {
      from += (to - from) / 2;
      wanted /= 2;
    }
  }

  boolean isDense() {
    return wanted * DENSE >= to - from;
  }

  /** Loads what lies between two places, as far as it was not loaded before. Under a lease. */
  void load(Segment segment, int start, int end) {
    long base = segment.basePosition();
    int rest = (int) Math.max(start, Math.min(end, loadedTo - base));
    if (rest < end) {
      segment.load(rest, end);
      loadedTo = base + end;
    }
  }
}
