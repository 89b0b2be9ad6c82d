package io.diglot.store;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.AppendResult.Refusal;
import io.diglot.store.AppendResult.Refused;
import io.diglot.store.LogConfig.Durability;
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

  /** Bytes before the end that stay in memory for those who read what has just come. */
  private static final int KEPT_LOADED = 16 << 20;

  /** Bytes before the end that are in memory before the next flush is not waited for. */
  private static final int MOST_LOADED = 64 << 20;

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
  private final Allocator allocator;
  private final Optional<Journal> journal;
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

  private ByteBuffer covered;

  private SegmentedLog(
      LogConfig config,
      SegmentStore store,
      InstantSource clock,
      List<View> views,
      Workers workers,
      Ownership ownership,
      Recovered recovered,
      Optional<Journal> journal) {
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
    this.reader = new LogReader(() -> row, queues, config.hotBytes(), clock, workers);
    this.report = recovered.report();
    this.allocator =
        new Allocator(
            clock,
            new SegmentSupply(store, segmentSize),
            new Pieces(isForcedOften(config, journal), row.active().endPosition()));
    this.sealer = new Sealer(store, clock);
    recovered.full().forEach(sealer::add);
    this.journal = journal;
    this.flusher = new Flusher(config.durability(), journal, workers, () -> row, this::stop);
  }

  /** See {@link Log#open}. */
  static Log open(
      LogConfig config, SegmentStore store, InstantSource clock, List<View> views, Workers workers)
      throws IOException {
    try {
      Ownership ownership = store.takeOver();
      JournalReplay.run(store);
      Recovered recovered = new Recovery(store, clock, views, ownership, segmentSize(config)).run();
      SegmentedLog log =
          new SegmentedLog(
              config,
              store,
              clock,
              views,
              workers,
              ownership,
              recovered,
              journal(config, store, ownership));
      log.prepareSoon();
      workers.flushEvery(config.flushInterval(), log::tick);
      return log;
    } catch (IOException | RuntimeException e) {
      workers.close();
      store.close();
      throw e;
    }
  }

  /**
   * Begins the journal anew, for everything before is in the log now; none where none is needed.
   */
  private static Optional<Journal> journal(
      LogConfig config, SegmentStore store, Ownership ownership) throws IOException {
    if (config.durability() == Durability.ASYNC_FLUSH) {
      store.deleteJournal();
      return Optional.empty();
    }
    try {
      return Optional.of(Journal.begin(store, segmentSize(config), ownership.epoch()));
    } catch (NoRoomException e) {
      LOG.warn("no room for a journal: appends wait for the log itself to be forced", e);
      return Optional.empty();
    }
  }

  private static boolean isForcedOften(LogConfig config, Optional<Journal> journal) {
    return config.durability() == Durability.SYNC_FLUSH && journal.isEmpty();
  }

  /** Whole pages, so that positions stay multiples of 8. */
  private static int segmentSize(LogConfig config) {
    return (int) config.segmentSize() & -4096;
  }

  @Override
  public AppendResult append(FrameDraft draft) {
    return append(List.of(draft));
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
      Optional<Refusal> refusal = makeRoom(bytes);
      return refusal.isPresent() ? new Refused(refusal.get()) : write(drafts);
    } catch (IOException | RuntimeException | Error e) {
      // The frame may be in some of the structures and not in others: nothing may follow it.
      stop(e);
      return new Refused(Refusal.STOPPED);
    } finally {
      lock.unlock();
    }
  }

  /** Writes frames into the active segment, which has room for them. */
  private Appended write(List<FrameDraft> drafts) {
    Segment segment = row.active();
    long position = segment.endPosition();
    long storeTimestamp = nextStoreTimestamp();
    long baseOffset = write(segment, drafts.get(0), storeTimestamp);
    for (int i = 1; i < drafts.size(); i++) {
      write(segment, drafts.get(i), storeTimestamp);
    }
    return new Appended(position, segment.endPosition(), baseOffset, storeTimestamp);
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

  /** Sees to it that so many bytes can be written at the active segment's end, or says why not. */
  private Optional<Refusal> makeRoom(long bytes) throws IOException {
    if (state != State.OPEN) {
      return Optional.of(Refusal.STOPPED);
    }
    if (bytes > segmentSize - SegmentHeader.BYTES) {
      return Optional.of(Refusal.TOO_LARGE);
    }
    boolean fits = row.active().dataEnd() + bytes <= row.active().size();
    if (!(fits ? allocator.extend(row.active(), bytes) : roll(bytes))) {
      return Optional.of(Refusal.DISK_FULL);
    }
    if (allocator.isLow(row.active(), bytes)) {
      prepareSoon();
    }
    return Optional.empty();
  }

  /** Goes on to the next segment, with room for so many bytes; false when the disk is full. */
  private boolean roll(long bytes) throws IOException {
    Segment full = row.active();
    if (full.limitPosition() + segmentSize > POSITION_LIMIT) {
      throw new IOException("all positions are used up");
    }
    if (!allocator.makeNext(full, bytes)) {
      return false;
    }
    Segment next = allocator.takeNext();
    new SegmentHeader(
            ownership.epoch(), next.basePosition(), full.endPosition(), next.size(), clock.millis())
        .write(next.memory());
    sealer.add(
        new Sealer.Full(
            full,
            (MemoryIndex) full.index(),
            Snapshot.encode(full.limitPosition(), taker.lastStoreTimestamp(), queues, views)));
    row = row.plus(next);
    covered = next.memory().duplicate();
    return true;
  }

  private void prepareSoon() {
    if (preparing.compareAndSet(false, true)) {
      workers.prepare(this::prepare);
    }
  }

  /** On the preparing thread: allocates ahead of the appender, unloads and seals behind it. */
  private void prepare() {
    preparing.set(false);
    Segment active = row.active();
    if (state == State.FAILED || !active.tryRetain()) {
      return;
    }
    try {
      allocator.allocateAhead(active);
      if (active.loadedBytes() > MOST_LOADED) {
        unload();
      }
      sealer.seal();
    } catch (IOException | RuntimeException | InternalError e) {
      stop(e);
    } finally {
      active.release();
    }
  }

  /** On the flushing thread, every flush interval. */
  private void tick() {
    boolean isUnprepared = allocator.flushing(row.active().endPosition());
    flusher.flush();
    if (isUnprepared || sealer.hasWork()) {
      prepareSoon();
    }
    if (row.hasLoadedBehind(KEPT_LOADED)) {
      workers.prepare(this::unload);
    }
  }

  /** On the preparing thread. */
  private void unload() {
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
  public boolean isHot(long queue, long fromOffset, long toOffset, long bytes) {
    return reader.isHot(queue, fromOffset, toOffset, bytes);
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
        if (journal.isPresent()) {
          journal.get().close();
        }
        allocator.close();
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
