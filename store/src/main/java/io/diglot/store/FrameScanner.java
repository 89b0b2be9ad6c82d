package io.diglot.store;

import java.nio.ByteBuffer;

/** Steps through the frames of a segment, believing nothing that it has not checked. */
final class FrameScanner {

  private final ByteBuffer memory;
  private final long basePosition;
  private final int limit;
  private int place = SegmentHeader.BYTES;
  private int next = SegmentHeader.BYTES;

  FrameScanner(Segment segment, int limit) {
    this.memory = segment.readable();
    this.basePosition = segment.basePosition();
    this.limit = limit;
  }

  /** Moves to the next frame; false when there is no whole one right after the last. */
  boolean advance() {
    if (!FrameFormat.isWhole(memory, next, limit, basePosition + next)) {
      return false;
    }
    place = next;
    next = FrameFormat.align(place + memory.getInt(place + FrameFormat.LENGTH_AT));
    return true;
  }

  /** Moves to the next whole frame wherever it is; false when there is none up to the limit. */
  boolean advanceOverDamage() {
    while (next < limit) {
      if (advance()) {
        return true;
      }
      next += Long.BYTES;
    }
    return false;
  }

  /** Where the frame stands that it moved to last. */
  int place() {
    return place;
  }

  /** Where the next frame would stand. */
  int next() {
    return next;
  }
}
