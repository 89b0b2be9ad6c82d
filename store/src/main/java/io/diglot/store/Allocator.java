package io.diglot.store;

import io.diglot.store.SegmentStore.NoRoomException;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has bytes allocated where the log is about to write. The preparing thread does it ahead of the
 * appender, so that no append waits for the disk, and makes the next segment in time; an appender
 * that comes too early does it itself. Remembers for a moment that the disk was full. What the
 * appender calls is under the log's lock.
 */
final class Allocator {

  private static final Logger LOG = LoggerFactory.getLogger(Allocator.class);

  /**
   * Bytes that are to be allocated and in memory before the appender gets there: two large pieces,
   * so that the preparing thread wakes up for two at a time, and few enough that they are still in
   * the processor's cache then.
   */
  private static final int AHEAD = 2 * Pieces.LARGE;

  /** Bytes before a segment's end at which the next one is made: that waits for the disk. */
  private static final int NEXT_AHEAD = 8 << 20;

  /** Bytes that are allocated in one go. */
  private static final int STEP = Pieces.LARGE;

  /** How long to refuse after the disk was found full, before looking again. */
  private static final long FULL_MILLIS = 100;

  private static final long NOT_FULL = Long.MIN_VALUE;

  private final InstantSource clock;
  private final SegmentSupply supply;
  private final Pieces pieces;

  /** Set when the disk was too full to allocate ahead: only the next tick tries again. */
  private volatile boolean starved;

  /** Only under the log's lock. */
  private long fullUntil = NOT_FULL;

  /** Something that takes room on the disk. */
  @FunctionalInterface
  private interface Allocation {
    void run() throws IOException;
  }

  Allocator(InstantSource clock, SegmentSupply supply, Pieces pieces) {
    this.clock = clock;
    this.supply = supply;
    this.pieces = pieces;
  }

  /**
   * For the appender: allocates so many more bytes of a segment that can hold them.
   *
   * @return false when the disk is full
   */
  boolean extend(Segment active, long bytes) throws IOException {
    long end = allocationFor(active.dataEnd() + bytes);
    return Math.min(end, active.size()) <= active.allocatedTo()
        || attempt(() -> active.allocate(step(end), piece(active)));
  }

  /**
   * For the appender: makes the segment after one that is full, with so many bytes allocated.
   *
   * @return false when the disk is full
   */
  boolean makeNext(Segment full, long bytes) throws IOException {
    long end = allocationFor(SegmentHeader.BYTES + bytes);
    return attempt(() -> supply.prepareAfter(full, step(end), piece(full)));
  }

  /** For the appender: the segment that was made. */
  Segment takeNext() {
    return supply.take();
  }

  /** For the appender: whether there is reason to allocate ahead once so many bytes are written. */
  boolean isLow(Segment active, long bytes) {
    return !starved
        && active.allocatedTo() - active.dataEnd() - bytes < AHEAD / 2
        && (active.allocatedTo() < active.size() || !supply.isPrepared());
  }

  /** One header more than needed: recovery must find zeros there, whatever the file held before. */
  private static long allocationFor(long end) {
    return end + FrameFormat.HEADER_BYTES;
  }

  /** The end of the step that an end lies in. */
  private static long step(long end) {
    return (end + STEP - 1) / STEP * STEP;
  }

  private int piece(Segment active) {
    return pieces.size(active.endPosition());
  }

  private boolean attempt(Allocation allocation) throws IOException {
    if (clock.millis() < fullUntil) {
      return false;
    }
    try {
      allocation.run();
    } catch (NoRoomException e) {
      if (fullUntil == NOT_FULL) {
        LOG.warn("the disk is full: refusing appends", e);
      }
      fullUntil = clock.millis() + FULL_MILLIS;
      return false;
    }
    if (fullUntil != NOT_FULL) {
      LOG.info("there is room again: taking appends");
      fullUntil = NOT_FULL;
    }
    return true;
  }

  /**
   * On the preparing thread: allocates ahead of the appender in a segment, and the next segment.
   */
  void allocateAhead(Segment active) throws IOException {
    try {
      while (active.allocatedTo() < Math.min(active.size(), active.dataEnd() + (long) AHEAD)) {
        active.allocate(step(active.allocatedTo() + 1L), piece(active));
      }
      if (active.size() - active.dataEnd() < NEXT_AHEAD) {
        supply.prepareAfter(active, AHEAD, piece(active));
      }
    } catch (NoRoomException e) {
      LOG.debug("no room to allocate ahead", e);
      starved = true;
    }
  }

  /**
   * On the flushing thread: says that a flush is due.
   *
   * @param end where the log ends now
   * @return whether there is reason to allocate ahead
   */
  boolean flushing(long end) {
    pieces.flushing(end);
    starved = false;
    return !supply.isPrepared();
  }

  /** Gives back what was made and not taken. */
  void close() throws IOException {
    supply.close();
  }
}
