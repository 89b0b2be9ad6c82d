package io.diglot.store;

import java.time.Duration;

/**
 * How a log writes.
 *
 * @param segmentSize bytes a segment holds at most; also the bound of one frame
 * @param durability what an acknowledgement promises
 * @param flushInterval how often {@link Durability#ASYNC_FLUSH} forces to disk in the background
 * @param hotBytes how much of the log's end counts as recent, and as in memory once this process
 *     wrote or recovered it
 */
public record LogConfig(
    long segmentSize, Durability durability, Duration flushInterval, long hotBytes) {

  /** What an acknowledged append survives. */
  public enum Durability {
    /** A killed process. */
    ASYNC_FLUSH,
    /** A power cut: one write to the journal serves all waiting appends (group commit). */
    SYNC_FLUSH
  }

  /** Checks the ranges. */
  public LogConfig {
    if (segmentSize < 1 << 16 || segmentSize > 1 << 30) {
      throw new IllegalArgumentException(
          "segmentSize " + segmentSize + " is not between 64 KiB and 1 GiB");
    }
    if (flushInterval.isNegative() || flushInterval.isZero()) {
      throw new IllegalArgumentException("flushInterval " + flushInterval + " is not positive");
    }
  }
}
