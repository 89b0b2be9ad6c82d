package io.diglot.store;

import io.diglot.store.FrameSelector.Choice;
import io.diglot.store.index.EntryCursor;
import io.diglot.store.index.EntryList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One reading of a queue, from segment to segment. Not thread-safe. */
final class Reading {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  private static final long NOT_LOOKED_UP = -1;

  private final long queue;
  private final long from;
  private final long end;
  private final long hotFrom;
  private final LoadedAhead loaded;
  private final FrameSelector selector;
  private final SegmentRun run;

  private long bytes;
  private long checkedTo = NOT_LOOKED_UP;

  /**
   * Of records from an offset to before another.
   *
   * @param hotFrom the position from which on frames are in memory and need not be checked
   * @param loaded what was checked ahead
   */
  Reading(
      long queue,
      long from,
      long end,
      long hotFrom,
      LoadedAhead loaded,
      FrameSelector selector,
      SegmentRun run) {
    this.queue = queue;
    this.from = from;
    this.end = end;
    this.hotFrom = hotFrom;
    this.loaded = loaded;
    this.selector = selector;
    this.run = run;
  }

  long queue() {
    return queue;
  }

  long from() {
    return from;
  }

  SegmentRun run() {
    return run;
  }

  /** Bytes of payload that it passed, taken or not. */
  long bytes() {
    return bytes;
  }

  /** Reads what a segment has, unless it is gone; whether more is wanted after it. */
  boolean goesOnAfter(Segment segment) {
    if (!segment.tryRetain()) {
      return true;
    }
    try {
      return read(segment, segment.index().entries(queue));
    } finally {
      segment.release();
    }
  }

  private boolean read(Segment segment, EntryList entries) {
    EntryCursor entry = entries.cursor();
    int size = entries.size();
    for (int i = entries.firstEndingAfter(from); i < size; i++) {
      entry.moveTo(i);
      Choice choice = entry.baseOffset() >= end ? Choice.STOP : choice(entry);
      if (choice == Choice.STOP) {
        return false;
      }
      if (choice == Choice.TAKE) {
        take(segment, entry);
      }
      bytes += entry.payloadLength();
      run.nextOffset(entry.endOffset());
    }
    return true;
  }

  private Choice choice(EntryCursor entry) {
    return selector.choose(
        FrameKind.ofCode(entry.kind()),
        entry.baseOffset(),
        entry.recordCount(),
        entry.payloadLength(),
        entry.tagHash(),
        entry.greatestTimestamp());
  }

  private void take(Segment segment, EntryCursor entry) {
    int place = entry.place();
    boolean cold = isCold(segment, place, hotFrom);
    if (cold && !wasChecked(entry.baseOffset()) && !isSound(segment, place)) {
      return;
    }
    segment.touch(place);
    Frame frame = FrameFormat.frame(segment, queue, entry);
    if (cold) {
      run.addCold(segment, frame);
    } else {
      run.add(segment, frame);
    }
  }

  private boolean wasChecked(long baseOffset) {
    if (checkedTo == NOT_LOOKED_UP) {
      checkedTo = loaded.of(queue, from).to();
    }
    return baseOffset < checkedTo;
  }

  /** Whether what stands at a place may have come from the disk. */
  static boolean isCold(Segment segment, int place, long hotFrom) {
    return segment.isSealed() && segment.basePosition() + place < hotFrom;
  }

  /**
   * Whether a cold frame may be given out: what comes from the disk as a sealed segment is checked
   * for each read, ahead of it or now (FORMAT.md, "Damage").
   */
  static boolean isSound(Segment segment, int place) {
    boolean sound = segment.isWhole(place);
    if (!sound) {
      LOG.error(
          "the frame at position {} is damaged; readers pass over it",
          segment.basePosition() + place);
    }
    return sound;
  }
}
