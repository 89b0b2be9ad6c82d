package io.diglot.nativeprotocol.pull;

import io.diglot.store.FrameKind;
import io.diglot.store.FrameSelector;

/**
 * Chooses the frames of one pull by tag, count and size, and stops a scan that finds nothing: the
 * consumer is then told to go on behind it. For one read.
 */
final class PullSelector implements FrameSelector {
  /**
   * How many records one pull looks at; RocketMQ reads 16,000 bytes of its index, 20 bytes each.
   */
  static final int MAX_SCANNED = 800;

  private final TagFilter filter;
  private final long fromOffset;
  private final int maxMessages;
  private final long maxBytes;
  private long scanned;
  private long taken;
  private long bytes;
  private boolean foreign;

  PullSelector(TagFilter filter, long fromOffset, int maxMessages, long maxBytes) {
    this.filter = filter;
    this.fromOffset = fromOffset;
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  /** Whether a frame was taken that must be converted. */
  boolean tookForeign() {
    return foreign;
  }

  @Override
  public Choice choose(
      FrameKind kind,
      long baseOffset,
      int recordCount,
      int size,
      int tagHash,
      long greatestTimestamp) {
    if (scanned >= MAX_SCANNED || taken >= maxMessages) {
      return Choice.STOP;
    }
    boolean isForeign = kind == FrameKind.KAFKA;
    if (!isForeign && (kind != FrameKind.NATIVE || !filter.takes(tagHash))) {
      scanned += recordCount;
      return Choice.SKIP;
    }
    if (taken > 0 && bytes + size > maxBytes) {
      return Choice.STOP;
    }
    long records = baseOffset + recordCount - Math.max(baseOffset, fromOffset);
    scanned += records;
    taken += records;
    bytes += size;
    foreign |= isForeign;
    return Choice.TAKE;
  }
}
