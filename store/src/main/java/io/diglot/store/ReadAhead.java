package io.diglot.store;

import io.diglot.store.LoadedAhead.Stretch;
import io.diglot.store.index.EntryCursor;
import io.diglot.store.index.EntryList;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Brings into memory, and checks, what readers of old data will ask for next: two windows ahead of
 * them, a window being as much as they read last, so that there is one more on its way while they
 * use up the first; and for those who read little at a time, and came for what was read ahead for
 * them, many windows at once. It waits for the disk, so that they do not. Only one thread.
 */
final class ReadAhead {

  private static final int WINDOWS = 2;

  /** Bytes of payload ahead of a reader who goes on, if his windows are small. */
  private static final int MANY_WINDOWS = 512 << 10;

  /** Bytes between two frames that are loaded along. */
  private static final int GAP = 32 << 10;

  /**
   * Frames that lie further apart than so many times their length are asked for one by one before
   * the first is waited for: the system, which reads on by itself from where it is made to wait,
   * would read too much that nobody wants.
   */
  private static final int SPARSE = 16;

  private static final int STRETCHES = 8;

  private final LoadedAhead loaded;
  private final InstantSource clock;

  /** Where in the log readers are, the latest stretches only. */
  private final Queue<Demand> demands = new ArrayDeque<>();

  /** Tells of what it loaded. */
  ReadAhead(LoadedAhead loaded, InstantSource clock) {
    this.loaded = loaded;
    this.clock = clock;
  }

  /**
   * Whether a reader that read so many bytes, and still has some ready, is to be read ahead for.
   */
  static boolean isDue(long bytes, long ready) {
    return ready < Math.max(WINDOWS * bytes, MANY_WINDOWS / 2);
  }

  /**
   * Reads on where somebody has read.
   *
   * @param row the log's segments
   * @param queue the queue's key
   * @param offset the next one after those that were read
   * @param bytes of payload that were read from the disk
   * @param hotFrom the position from which on everything is in memory
   */
  void after(SegmentRow row, long queue, long offset, long bytes, long hotFrom) {
    Stretch ready = loaded.of(queue, offset);
    long least = ready.bytes() > 0 ? MANY_WINDOWS : 0;
    Walk walk = new Walk(ready.to(), Math.max(WINDOWS * bytes, least) - ready.bytes());
    int at = LogReader.firstEndingAfter(row, queue, ready.to());
    while (at < row.size() && row.get(at).basePosition() < hotFrom && walk.goesOn()) {
      Segment segment = row.get(at++);
      if (segment.tryRetain()) {
        try {
          EntryList entries = segment.index().entries(queue);
          load(segment, walk.over(entries));
          walk.check(segment, entries);
        } finally {
          segment.release();
        }
      }
    }
    if (walk.soundBytes > 0) {
      ready.extend(walk.soundTo, walk.soundBytes);
    }
  }

  private void load(Segment segment, List<Range> ranges) {
    if (ranges.isEmpty()) {
      return;
    }
    int start = ranges.get(0).from();
    int end = ranges.get(ranges.size() - 1).to();
    long bytes = ranges.stream().mapToLong(range -> range.to() - range.from()).sum();
    long base = segment.basePosition();
    long now = clock.millis();
    demands.removeIf(demand -> demand.isPast(now));
    Demand demand = demandAt(base + start);
    demand.add(bytes, base + end, now);
    if (demand.isDense()) {
      demand.load(segment, start, end);
      return;
    }
    if (end - start > SPARSE * bytes) {
      ranges.forEach(range -> segment.willNeed(range.from(), range.to()));
    }
    ranges.forEach(range -> segment.load(range.from(), range.to()));
  }

  private Demand demandAt(long position) {
    for (Demand demand : demands) {
      if (demand.isNear(position)) {
        return demand;
      }
    }
    if (demands.size() == STRETCHES) {
      demands.remove();
    }
    Demand demand = new Demand(position);
    demands.add(demand);
    return demand;
  }

  /** A part of a segment, from a place to before another. */
  private record Range(int from, int to) {}

  /** A walk along the frames of a queue, until a damaged one. */
  private static final class Walk {
    private long reached;
    private long bytesLeft;
    private long soundTo;
    private long soundBytes;

    /** Over so many bytes from an offset on. */
    Walk(long offset, long bytes) {
      this.reached = offset;
      this.bytesLeft = bytes;
      this.soundTo = offset;
    }

    boolean goesOn() {
      return bytesLeft > 0 && soundTo == reached;
    }

    /** The parts of a segment that it leads over. */
    List<Range> over(EntryList entries) {
      List<Range> ranges = new ArrayList<>();
      EntryCursor entry = entries.cursor();
      int size = entries.size();
      int start = 0;
      int end = 0;
      for (int i = entries.firstEndingAfter(reached); i < size && bytesLeft > 0; i++) {
        entry.moveTo(i);
        reached = entry.endOffset();
        bytesLeft -= entry.payloadLength();
        int place = entry.place();
        if (end > 0 && place > end + GAP) {
          ranges.add(new Range(start, end));
          end = 0;
        }
        start = end == 0 ? place : start;
        end = place + FrameFormat.HEADER_BYTES + entry.payloadLength();
      }
      if (end > 0) {
        ranges.add(new Range(start, end));
      }
      return ranges;
    }

    /** Checks the frames that it was led over, which are in memory now. */
    void check(Segment segment, EntryList entries) {
      EntryCursor entry = entries.cursor();
      int size = entries.size();
      for (int i = entries.firstEndingAfter(soundTo); i < size && soundTo < reached; i++) {
        entry.moveTo(i);
        if (!segment.isWhole(entry.place())) {
          return;
        }
        soundTo = entry.endOffset();
        soundBytes += entry.payloadLength();
      }
    }
  }
}
