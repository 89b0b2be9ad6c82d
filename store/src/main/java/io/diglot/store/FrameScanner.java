package io.diglot.store;

import io.diglot.store.index.MemoryIndex;
import java.nio.ByteBuffer;

/** Steps through the frames of a segment, believing nothing that it has not checked. */
final class FrameScanner {

  private final ByteBuffer memory;
  private final long basePosition;
  private final int limit;
  private int epoch;
  private int place = SegmentHeader.BYTES;
  private int next = SegmentHeader.BYTES;

  FrameScanner(Segment segment, int limit) {
    this.memory = segment.readable();
    this.basePosition = segment.basePosition();
    this.limit = limit;
  }

  /**
   * An index built from the frames alone.
   *
   * @param index the index
   * @param dataEnd where the last frame ends, in bytes from the segment's start
   */
  record Rebuilt(MemoryIndex index, int dataEnd) {}

  /** Builds an index from all whole frames before the limit. */
  static Rebuilt rebuildIndex(Segment segment, int limit) {
    MemoryIndex index = new MemoryIndex();
    FrameScanner scanner = new FrameScanner(segment, limit);
    int end = scanner.next();
    while (scanner.advanceOverDamage()) {
      FrameTaker.index(index, segment.readable(), scanner.place());
      end = scanner.next();
    }
    return new Rebuilt(index, end);
  }

  /** Moves to the next frame; false when there is no whole one right after the last. */
  boolean advance() {
    if (!FrameFormat.isWhole(memory, next, limit, basePosition + next)) {
      return false;
    }
    // Epochs never decrease along the log: a whole frame with a lower one was cut off once.
    int found = memory.getInt(next + FrameFormat.EPOCH_AT);
    if (found < epoch) {
      return false;
    }
    epoch = found;
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
