package io.diglot.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * The segments that the log has at one moment, oldest first. Immutable: who holds a row sees the
 * same segments for as long as it likes, but must take a lease on one before touching its memory.
 */
final class SegmentRow {

  private final Segment[] segments;

  private SegmentRow(Segment[] segments) {
    this.segments = segments;
  }

  static SegmentRow of(List<Segment> segments) {
    return new SegmentRow(segments.toArray(new Segment[0]));
  }

  int size() {
    return segments.length;
  }

  Segment get(int at) {
    return segments[at];
  }

  /** The segment that is appended to. */
  Segment active() {
    return segments[segments.length - 1];
  }

  SegmentRow plus(Segment segment) {
    Segment[] more = Arrays.copyOf(segments, segments.length + 1);
    more[segments.length] = segment;
    return new SegmentRow(more);
  }

  SegmentRow withoutOldest(int count) {
    return new SegmentRow(Arrays.copyOfRange(segments, count, segments.length));
  }

  /** Where in the row the segment is that the position would lie in, or -1. */
  int holding(long position) {
    int low = 0;
    int high = segments.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (position < segments[middle].basePosition()) {
        high = middle - 1;
      } else if (position >= segments[middle].limitPosition()) {
        low = middle + 1;
      } else {
        return middle;
      }
    }
    return -1;
  }

  /** Forces what was published before the call and is not forced yet, oldest first. */
  void force() throws IOException {
    int oldest = segments.length;
    while (oldest > 0 && !segments[oldest - 1].isForced()) {
      oldest--;
    }
    for (int i = oldest; i < segments.length; i++) {
      if (segments[i].tryRetain()) {
        try {
          segments[i].force();
        } finally {
          segments[i].release();
        }
      }
    }
  }

  /** Whether {@link #unloadBehind} would let go of something. Any thread. */
  boolean hasLoadedBehind(int keptBytes) {
    for (Segment segment : segments) {
      if (segment.hasLoadedBefore(unloadEnd(segment, keptBytes))) {
        return true;
      }
    }
    return false;
  }

  private int unloadEnd(Segment segment, int keptBytes) {
    return segment == active() ? Math.max(0, segment.dataEnd() - keptBytes) : segment.size();
  }

  /**
   * Lets go of the memory of everything but the last bytes of the active segment, as far as
   * somebody brought it there since the last call. Mapped pages would stay with the process until
   * they are unmapped, and count as its memory, though the page cache keeps what they hold either
   * way. Only one thread.
   */
  void unloadBehind(int keptBytes) {
    for (Segment segment : segments) {
      int end = unloadEnd(segment, keptBytes);
      if (segment.hasLoadedBefore(end) && segment.tryRetain()) {
        try {
          segment.unloadBefore(end);
        } finally {
          segment.release();
        }
      }
    }
  }
}
