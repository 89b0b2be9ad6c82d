package io.diglot.store;

import io.diglot.store.index.EntryList;
import io.diglot.store.index.QueueTable;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that reads: takes one row of segments a call, and leases on what it touches; no lock, but for
 * a look at what was loaded ahead where something may come from the disk.
 */
final class LogReader {

  private final Supplier<SegmentRow> row;
  private final QueueTable queues;
  private final long hotBytes;
  private final Workers workers;
  private final LoadedAhead loaded;
  private final ReadAhead ahead;

  /** What stands here or after, this process wrote, or checked in recovery. */
  private final long ownFrom;

  /** Reads a row that is open and recovered, but not appended to yet. */
  LogReader(
      Supplier<SegmentRow> row,
      QueueTable queues,
      long hotBytes,
      InstantSource clock,
      Workers workers) {
    this.row = row;
    this.queues = queues;
    this.hotBytes = hotBytes;
    this.workers = workers;
    this.loaded = new LoadedAhead(clock);
    this.ahead = new ReadAhead(loaded, clock);
    this.ownFrom = firstUnsealed(row.get()).basePosition();
  }

  private static Segment firstUnsealed(SegmentRow segments) {
    int at = 0;
    while (segments.get(at).isSealed()) {
      at++;
    }
    return segments.get(at);
  }

  /** See {@link Log#ends}. */
  QueueEnds ends(long queue) {
    // The start first: it never overtakes an end that is read later.
    long start = queues.start(queue);
    return new QueueEnds(start, queues.end(queue));
  }

  /** See {@link Log#read}. */
  FrameRun read(long queue, long fromOffset, FrameSelector selector) {
    long from = Math.max(fromOffset, queues.start(queue));
    long end = queues.end(queue);
    SegmentRun run = new SegmentRun(from);
    if (from >= end) {
      return run;
    }
    SegmentRow segments = row.get();
    Reading reading = new Reading(queue, from, end, hotFrom(segments), loaded, selector, run);
    try {
      for (int i = firstEndingAfter(segments, queue, from); i < segments.size(); i++) {
        if (!reading.goesOnAfter(segments.get(i))) {
          break;
        }
      }
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
    if (run.coldBytes() > 0) {
      run.whenClosed(() -> closed(reading));
    }
    return run;
  }

  /** Who is done with a run will soon ask for as much again. */
  private void closed(Reading reading) {
    SegmentRun run = reading.run();
    long left = loaded.took(reading.queue(), reading.from(), run.nextOffset(), reading.bytes());
    if (ReadAhead.isDue(run.coldBytes(), left)) {
      workers.readAhead(() -> readAhead(reading.queue(), run));
    }
  }

  private void readAhead(long queue, SegmentRun run) {
    SegmentRow segments = row.get();
    ahead.after(segments, queue, run.nextOffset(), run.coldBytes(), hotFrom(segments));
  }

  /** From where on frames are hot: this process wrote or checked them, and not long ago. */
  private long hotFrom(SegmentRow segments) {
    return Math.max(ownFrom, recentFrom(segments));
  }

  private long recentFrom(SegmentRow segments) {
    return segments.active().endPosition() - hotBytes;
  }

  /** See {@link Log#at}. */
  Optional<FrameRun> at(long position) {
    SegmentRow segments = row.get();
    int at = segments.holding(position);
    if (at < 0 || !segments.get(at).tryRetain()) {
      return Optional.empty();
    }
    Segment segment = segments.get(at);
    try {
      return at(segment, (int) (position - segment.basePosition()), hotFrom(segments));
    } finally {
      segment.release();
    }
  }

  /**
   * The header alone is not believed, since a payload may hold anything, even a frame that is right
   * for its place: the index must know of this very frame.
   */
  private static Optional<FrameRun> at(Segment segment, int place, long hotFrom) {
    ByteBuffer memory = segment.readable();
    if (place < SegmentHeader.BYTES
        || place % 8 != 0
        || place > segment.dataEnd() - FrameFormat.HEADER_BYTES) {
      return Optional.empty();
    }
    long position = segment.basePosition() + place;
    long queue = memory.getLong(place + FrameFormat.QUEUE_AT);
    long baseOffset =
        queue == Log.NO_QUEUE ? position : memory.getLong(place + FrameFormat.BASE_OFFSET_AT);
    EntryList entries = segment.index().entries(queue);
    int entry = entries.withBaseOffset(baseOffset);
    if (entry < 0
        || entries.place(entry) != place
        || (Reading.isCold(segment, place, hotFrom) && !Reading.isSound(segment, place))) {
      return Optional.empty();
    }
    Frame frame = FrameFormat.frame(memory, place);
    SegmentRun run = new SegmentRun(frame.endOffset());
    run.add(segment, frame);
    return Optional.of(run);
  }

  /** See {@link Log#firstFrameSince}. */
  long firstFrameSince(long queue, long timestamp) {
    long start = queues.start(queue);
    long end = queues.end(queue);
    SegmentRow segments = row.get();
    for (int i = 0; i < segments.size() && start < end; i++) {
      Segment segment = segments.get(i);
      if (segment.tryRetain()) {
        try {
          EntryList directory = segment.directory().entries(queue);
          if (directory.size() > 0 && directory.greatestTimestamp() >= timestamp) {
            EntryList entries = segment.index().entries(queue);
            int entry = entries.firstSince(timestamp, entries.firstEndingAfter(start));
            if (entry < entries.size()) {
              return Math.max(start, entries.baseOffset(entry));
            }
          }
        } finally {
          segment.release();
        }
      }
    }
    return end;
  }

  /** See {@link Log#frameOfGreatestTimestamp}. */
  long frameOfGreatestTimestamp(long queue) {
    long start = queues.start(queue);
    long greatest = Long.MIN_VALUE;
    long found = -1;
    SegmentRow segments = row.get();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      if (segment.tryRetain()) {
        try {
          EntryList directory = segment.directory().entries(queue);
          if (directory.size() > 0
              && directory.endOffset() > start
              && (found < 0 || directory.greatestTimestamp() > greatest)) {
            EntryList entries = segment.index().entries(queue);
            int size = entries.size();
            int entry = greatest(entries, entries.firstEndingAfter(start), size);
            if (found < 0 || entries.greatestTimestamp(entry) > greatest) {
              greatest = entries.greatestTimestamp(entry);
              found = entries.baseOffset(entry);
            }
          }
        } finally {
          segment.release();
        }
      }
    }
    return found;
  }

  private static int greatest(EntryList entries, int from, int size) {
    int entry = entries.firstSince(entries.greatestSoFar(size - 1), from);
    if (entry < size) {
      return entry;
    }
    // The greatest of all stands before the queue's start.
    int greatest = from;
    for (int i = from + 1; i < size; i++) {
      if (entries.greatestTimestamp(i) > entries.greatestTimestamp(greatest)) {
        greatest = i;
      }
    }
    return greatest;
  }

  /** See {@link Log#isHot}. */
  boolean isHot(long queue, long fromOffset, long toOffset, long bytes) {
    SegmentRow segments = row.get();
    return standsAfter(hotFrom(segments), segments, queue, fromOffset)
        || loaded.of(queue, fromOffset).covers(toOffset, bytes);
  }

  /** See {@link Log#isRecent}. */
  boolean isRecent(long queue, long fromOffset) {
    SegmentRow segments = row.get();
    return standsAfter(recentFrom(segments), segments, queue, fromOffset);
  }

  /** Whether a queue's first record from an offset on, if there is one, stands after a position. */
  private boolean standsAfter(long position, SegmentRow segments, long queue, long fromOffset) {
    long from = Math.max(fromOffset, queues.start(queue));
    if (from >= queues.end(queue)) {
      return true;
    }
    for (int i = segments.size() - 1; i >= 0; i--) {
      Segment segment = segments.get(i);
      boolean active = i == segments.size() - 1;
      if (!active && segment.endPosition() <= position) {
        return false;
      }
      if (segment.tryRetain()) {
        try {
          EntryList entries = segment.index().entries(queue);
          int size = entries.size();
          if (size > 0 && entries.firstOffset() <= from) {
            int entry = entries.firstEndingAfter(from);
            return active
                || (entry < size && segment.basePosition() + entries.place(entry) >= position);
          }
        } finally {
          segment.release();
        }
      }
    }
    return false;
  }

  /**
   * Where in the row the first segment is that has records of the queue after an offset; the row's
   * size if none. A binary search that steps left over segments without the queue; it looks at the
   * newest first, where most readers are.
   */
  static int firstEndingAfter(SegmentRow segments, long queue, long from) {
    int low = 0;
    int high = segments.size();
    int probe = high - 1;
    while (low < high) {
      int found = probe;
      Side side = Side.ABSENT;
      while (found >= low && (side = side(segments.get(found), queue, from)) == Side.ABSENT) {
        found--;
      }
      switch (side) {
        case INSIDE -> {
          return found;
        }
        case LATER -> low = probe + 1;
        case EARLIER -> high = found;
        case ABSENT -> low = probe + 1;
      }
      probe = (low + high) >>> 1;
    }
    return high;
  }

  /** Where an offset lies, seen from a queue's part in a segment. */
  private enum Side {
    /** Before its first record. */
    EARLIER,
    /** Between its first and its last. */
    INSIDE,
    /** After its last. */
    LATER,
    /** There is no part. */
    ABSENT
  }

  private static Side side(Segment segment, long queue, long offset) {
    if (!segment.tryRetain()) {
      return Side.ABSENT;
    }
    try {
      EntryList entries = segment.directory().entries(queue);
      if (entries.size() == 0) {
        return Side.ABSENT;
      }
      if (offset < entries.firstOffset()) {
        return Side.EARLIER;
      }
      return offset < entries.endOffset() ? Side.INSIDE : Side.LATER;
    } finally {
      segment.release();
    }
  }
}
