package io.diglot.store;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.AppendResult.Refusal;
import io.diglot.store.AppendResult.Refused;
import io.diglot.store.SegmentStore.Companion;
import io.diglot.store.SegmentStore.NoRoomException;
import io.diglot.store.SegmentStore.Ownership;
import io.diglot.store.index.MemoryIndex;
import io.diglot.store.index.QueueTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log over a {@link SegmentStore}. One lock orders appends; under it a frame is written,
 * indexed and applied to the views, in that order. Everything that may wait for a disk is done
 * ahead by the {@link Workers}: the next bytes are allocated, full segments are sealed.
 */
final class SegmentedLog implements Log {

  private static final Logger LOG = LoggerFactory.getLogger(SegmentedLog.class);

  /**
   * Bytes that are to be allocated and in memory before the appender gets there. Few enough that
   * they are still in the processor's cache then: an appender that comes too early allocates.
   */
  private static final int AHEAD = 2 << 20;

  /** Bytes before a segment's end at which the next one is made: that waits for the disk. */
  private static final int NEXT_AHEAD = 8 << 20;

  /** Bytes that are allocated in one go. */
  private static final int STEP = Pieces.LARGE;

  /** Bytes before the end that stay in memory for those who read what has just come. */
  private static final int KEPT_LOADED = 16 << 20;

  /** How long to refuse after the disk was found full, before looking again. */
  private static final long FULL_MILLIS = 100;

  private static final long NOT_FULL = Long.MIN_VALUE;

  /** Positions stay below this, so that others may keep a few bits beside them. */
  private static final long POSITION_LIMIT = 1L << 61;

  private enum State {
    OPEN,
    FAILED,
    CLOSED
  }

  private final SegmentStore store;
  private final InstantSource clock;
  private final List<View> views;
  private final Ownership ownership;
  private final int segmentSize;
  private final Workers workers;
  private final SegmentSupply supply;
  private final Pieces pieces;
  private final Flusher flusher;
  private final Sealer sealer;
  private final QueueTable queues;
  private final FrameTaker taker;
  private final FrameWriter writer;
  private final LogReader reader;
  private final RecoveryReport report;
  private final AtomicBoolean preparing = new AtomicBoolean();
  private final Object retaining = new Object();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile SegmentRow row;
  private volatile State state = State.OPEN;

  /** Set when the disk was too full to prepare: only the next tick tries again. */
  private volatile boolean starved;

  private ByteBuffer covered;
  private long fullUntil = NOT_FULL;

  private SegmentedLog(
      LogConfig config,
      SegmentStore store,
      InstantSource clock,
      List<View> views,
      Workers workers,
      Ownership ownership,
      Recovered recovered) {
    this.store = store;
    this.clock = clock;
    this.views = views;
    this.workers = workers;
    this.ownership = ownership;
    this.segmentSize = segmentSize(config);
    this.row = SegmentRow.of(recovered.segments());
    this.covered = row.active().memory().duplicate();
    this.queues = recovered.queues();
    this.taker = recovered.taker();
    this.writer = new FrameWriter(ownership.epoch());
    this.reader = new LogReader(() -> row, queues, config.hotBytes(), workers);
    this.report = recovered.report();
    this.supply = new SegmentSupply(store, segmentSize);
    this.pieces = new Pieces(config.durability(), row.active().endPosition());
    this.sealer = new Sealer(store, clock);
    recovered.full().forEach(sealer::add);
    this.flusher = new Flusher(config.durability(), workers, () -> row, this::stop);
  }

  /** See {@link Log#open}. */
  static Log open(
      LogConfig config, SegmentStore store, InstantSource clock, List<View> views, Workers workers)
      throws IOException {
    try {
      Ownership ownership = store.takeOver();
      Recovered recovered = new Recovery(store, clock, views, ownership, segmentSize(config)).run();
      SegmentedLog log =
          new SegmentedLog(config, store, clock, views, workers, ownership, recovered);
      log.prepareSoon();
      workers.flushEvery(config.flushInterval(), log::tick);
      return log;
    } catch (IOException | RuntimeException e) {
      workers.close();
      store.close();
      throw e;
    }
  }

  /** Whole pages, so that positions stay multiples of 8. */
  private static int segmentSize(LogConfig config) {
    return (int) config.segmentSize() & -4096;
  }

  @Override
  public AppendResult append(FrameDraft draft) {
    long bytes = FrameFormat.footprint(draft.payload().remaining());
    lock.lock();
    try {
      Optional<Refused> refusal = makeRoom(bytes);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Segment segment = row.active();
      long position = segment.endPosition();
      long storeTimestamp = nextStoreTimestamp();
      long baseOffset = write(segment, draft, storeTimestamp);
      return new Appended(position, segment.endPosition(), baseOffset, storeTimestamp);
    } catch (RuntimeException | Error e) {
      // The frame may be in some of the structures and not in others: nothing may follow it.
      stop(e);
      return new Refused(Refusal.STOPPED);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public AppendResult append(List<FrameDraft> drafts) {
    if (drafts.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    long bytes = 0;
    for (FrameDraft draft : drafts) {
      bytes += FrameFormat.footprint(draft.payload().remaining());
    }
    lock.lock();
    try {
      Optional<Refused> refusal = makeRoom(bytes);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      Segment segment = row.active();
      long position = segment.endPosition();
      long storeTimestamp = nextStoreTimestamp();
      long baseOffset = write(segment, drafts.get(0), storeTimestamp);
      for (FrameDraft draft : drafts.subList(1, drafts.size())) {
        write(segment, draft, storeTimestamp);
      }
      return new Appended(position, segment.endPosition(), baseOffset, storeTimestamp);
    } catch (RuntimeException | Error e) {
      // The frame may be in some of the structures and not in others: nothing may follow it.
      stop(e);
      return new Refused(Refusal.STOPPED);
    } finally {
      lock.unlock();
    }
  }

  private long nextStoreTimestamp() {
    return Math.max(taker.lastStoreTimestamp(), clock.millis());
  }

  /** Writes one frame, and returns its base offset. */
  private long write(Segment segment, FrameDraft draft, long storeTimestamp) {
    int place = segment.dataEnd();
    MemoryIndex index = (MemoryIndex) segment.index();
    index.reserve(draft.queue());
    long baseOffset = queues.end(draft.queue());
    writer.write(segment, covered, place, draft, baseOffset, storeTimestamp);
    segment.dataEnd(place + FrameFormat.footprint(draft.payload().remaining()));
    FrameTaker.index(index, segment.readable(), place);
    taker.apply(segment.readable(), place);
    return baseOffset;
  }

  /** Sees to it that so many bytes can be written at the active segment's end. */
  private Optional<Refused> makeRoom(long bytes) {
    if (state != State.OPEN) {
      return Optional.of(new Refused(Refusal.STOPPED));
    }
    if (bytes > segmentSize - SegmentHeader.BYTES) {
      return Optional.of(new Refused(Refusal.TOO_LARGE));
    }
    Segment active = row.active();
    // One header more than needed: recovery must find zeros there, whatever the file held before.
    long end = active.dataEnd() + bytes;
    if (Math.min(end + FrameFormat.HEADER_BYTES, active.size()) > active.allocatedTo()
        || end > active.size()) {
      if (clock.millis() < fullUntil) {
        return Optional.of(new Refused(Refusal.DISK_FULL));
      }
      try {
        if (end > active.size()) {
          active = roll(active, bytes);
        }
        active.allocate(step(active.dataEnd() + bytes + FrameFormat.HEADER_BYTES), pieces.size());
        if (fullUntil != NOT_FULL) {
          LOG.info("there is room again: taking appends");
          fullUntil = NOT_FULL;
        }
      } catch (NoRoomException e) {
        if (fullUntil == NOT_FULL) {
          LOG.warn("the disk is full: refusing appends", e);
        }
        fullUntil = clock.millis() + FULL_MILLIS;
        return Optional.of(new Refused(Refusal.DISK_FULL));
      } catch (IOException e) {
        stop(e);
        return Optional.of(new Refused(Refusal.STOPPED));
      }
    }
    boolean soonFull = active.allocatedTo() - active.dataEnd() - bytes < AHEAD / 2;
    if (soonFull && (active.allocatedTo() < active.size() || !supply.isPrepared())) {
      prepareSoon();
    }
    return Optional.empty();
  }

  /** The end of the allocation step that an end lies in. */
  private static long step(long end) {
    return (end + STEP - 1) / STEP * STEP;
  }

  private Segment roll(Segment active, long bytes) throws IOException {
    if (active.limitPosition() + segmentSize > POSITION_LIMIT) {
      throw new IOException("all positions are used up");
    }
    Segment next =
        supply.takeAfter(
            active, step(SegmentHeader.BYTES + bytes + FrameFormat.HEADER_BYTES), pieces.size());
    new SegmentHeader(
            ownership.epoch(),
            next.basePosition(),
            active.endPosition(),
            next.size(),
            clock.millis())
        .write(next.memory());
    sealer.add(
        new Sealer.Full(
            active,
            (MemoryIndex) active.index(),
            Snapshot.encode(active.limitPosition(), taker.lastStoreTimestamp(), queues, views)));
    row = row.plus(next);
    covered = next.memory().duplicate();
    return next;
  }

  private void prepareSoon() {
    if (preparing.compareAndSet(false, true)) {
      workers.prepare(this::prepare);
    }
  }

  /** On the preparing thread: allocates ahead of the appender and seals behind it. */
  private void prepare() {
    preparing.set(false);
    try {
      allocateAhead();
      if (state != State.FAILED) {
        sealer.seal();
      }
    } catch (IOException | RuntimeException | InternalError e) {
      stop(e);
    }
  }

  private void allocateAhead() throws IOException {
    try {
      while (allocateStep()) {
        // One step under one lease.
      }
    } catch (NoRoomException e) {
      LOG.debug("no room to allocate ahead", e);
      preparing.set(true);
      starved = true;
    }
  }

  /** Takes one step of allocation; false when there is enough. */
  private boolean allocateStep() throws IOException {
    Segment active = row.active();
    if (state != State.OPEN || !active.tryRetain()) {
      return false;
    }
    try {
      int target = (int) Math.min(active.size(), active.dataEnd() + (long) AHEAD);
      if (active.allocatedTo() < target) {
        active.allocate(step(active.allocatedTo() + 1L), pieces.size());
        return true;
      }
      if (active.size() - active.dataEnd() < NEXT_AHEAD) {
        supply.prepareAfter(active, AHEAD, pieces.size());
      }
      return false;
    } finally {
      active.release();
    }
  }

  /** On the flushing thread, every flush interval. */
  private void tick() {
    pieces.flushing(row.active().endPosition());
    flusher.flush();
    if (starved) {
      starved = false;
      preparing.set(false);
    }
    if (sealer.hasWork() || !supply.isPrepared()) {
      prepareSoon();
    }
    row.unloadBehind(KEPT_LOADED);
  }

  /** After this the log takes no frame; what it has can still be read. */
  private void stop(Throwable cause) {
    if (state == State.OPEN) {
      state = State.FAILED;
      LOG.error("the log stops", cause);
      flusher.fail();
    }
  }

  @Override
  public void whenDurable(long endPosition, DurableAction action) {
    flusher.whenDurable(action);
  }

  @Override
  public QueueEnds ends(long queue) {
    return reader.ends(queue);
  }

  @Override
  public void trim(long queue, long startOffset) {
    lock.lock();
    try {
      queues.trim(queue, startOffset);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public FrameRun read(long queue, long fromOffset, FrameSelector selector) {
    return reader.read(queue, fromOffset, selector);
  }

  @Override
  public Optional<FrameRun> at(long position) {
    return reader.at(position);
  }

  @Override
  public long firstFrameSince(long queue, long timestamp) {
    return reader.firstFrameSince(queue, timestamp);
  }

  @Override
  public long frameOfGreatestTimestamp(long queue) {
    return reader.frameOfGreatestTimestamp(queue);
  }

  @Override
  public boolean isRecent(long queue, long fromOffset) {
    return reader.isRecent(queue, fromOffset);
  }

  @Override
  public boolean isHot(long queue, long fromOffset) {
    return reader.isHot(queue, fromOffset);
  }

  @Override
  public long startPosition() {
    return row.get(0).basePosition() + SegmentHeader.BYTES;
  }

  @Override
  public long endPosition() {
    return row.active().endPosition();
  }

  @Override
  public boolean isWritable() {
    return state == State.OPEN;
  }

  @Override
  public int epoch() {
    return ownership.epoch();
  }

  @Override
  public RecoveryReport recovery() {
    return report;
  }

  @Override
  public int retain(RetentionPolicy policy) {
    synchronized (retaining) {
      // Only here does a row lose segments, so that counting needs no lock.
      int count = Retention.droppable(row, leastNeeded(), policy);
      if (count == 0 || state == State.CLOSED) {
        return 0;
      }
      List<Segment> dropped = new ArrayList<>();
      lock.lock();
      try {
        for (int i = 0; i < count; i++) {
          Segment segment = row.get(i);
          dropped.add(segment);
          segment.directory().forEachQueue(part -> queues.trim(part.queue(), part.endOffset()));
        }
        row = row.withoutOldest(count);
      } finally {
        lock.unlock();
      }
      dropped.forEach(this::drop);
      return count;
    }
  }

  private long leastNeeded() {
    lock.lock();
    try {
      long needed = Long.MAX_VALUE;
      for (View view : views) {
        needed = Math.min(needed, view.leastNeededPosition());
      }
      return needed;
    } finally {
      lock.unlock();
    }
  }

  private void drop(Segment segment) {
    try {
      store.delete(segment.basePosition());
      store.delete(Companion.INDEX, segment.basePosition());
    } catch (IOException e) {
      stop(e);
    } finally {
      segment.release();
    }
  }

  @Override
  public void close() throws IOException {
    boolean sound;
    lock.lock();
    try {
      if (state == State.CLOSED) {
        return;
      }
      sound = state == State.OPEN;
      state = State.CLOSED;
    } finally {
      lock.unlock();
    }
    workers.close();
    synchronized (retaining) {
      boolean durable = flusher.finish();
      SegmentRow last = row;
      try (store) {
        supply.close();
        if (sound && durable) {
          store.release(last.active().endPosition());
        }
      } finally {
        for (int i = 0; i < last.size(); i++) {
          last.get(i).release();
        }
      }
    }
  }
}
