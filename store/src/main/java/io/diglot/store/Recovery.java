package io.diglot.store;

import io.diglot.store.FrameScanner.Rebuilt;
import io.diglot.store.SegmentStore.Companion;
import io.diglot.store.SegmentStore.Content;
import io.diglot.store.SegmentStore.NoRoomException;
import io.diglot.store.SegmentStore.Ownership;
import io.diglot.store.SegmentStore.SegmentFile;
import io.diglot.store.index.MemoryIndex;
import io.diglot.store.index.QueueTable;
import io.diglot.store.index.SealedIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what is there: FORMAT.md, "Recovery". Segments up to the last one with an index are sealed:
 * what is damaged there is reported and left. The others are cut at the first frame that is not
 * whole.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /** How far after the last whole frame recovery looks for bytes to zero and to report. */
  private static final long CUT_REACH = 32 << 20;

  private final SegmentStore store;
  private final InstantSource clock;
  private final List<View> views;
  private final Ownership ownership;
  private final int newSegmentSize;
  private final List<Segment> segments = new ArrayList<>();
  private final List<Sealer.Full> full = new ArrayList<>();
  private final QueueTable queues = new QueueTable();
  private final FrameTaker taker;
  private long replayedFrames;
  private long cutBytes;
  private long damagedFrames;

  Recovery(
      SegmentStore store,
      InstantSource clock,
      List<View> views,
      Ownership ownership,
      int newSegmentSize) {
    this.store = store;
    this.clock = clock;
    this.views = views;
    this.ownership = ownership;
    this.newSegmentSize = newSegmentSize;
    this.taker = new FrameTaker(queues, views);
  }

  /** Recovers; gives back what it opened when it fails. */
  Recovered run() throws IOException {
    long began = clock.millis();
    try {
      List<Long> bases = store.segments();
      int sealed = openSealed(bases);
      long viewsAt = restoreViews(bases, sealed);
      for (Segment segment : segments) {
        if (segment.basePosition() >= viewsAt) {
          replaySealed(segment);
        }
      }
      recoverTail(bases.subList(sealed, bases.size()), viewsAt);
      beginQueues();
    } catch (IOException | RuntimeException e) {
      segments.forEach(Segment::release);
      throw e;
    }
    return new Recovered(
        segments,
        queues,
        taker,
        full,
        new RecoveryReport(
            ownership.clean(), replayedFrames, cutBytes, damagedFrames, clock.millis() - began));
  }

  /** Opens the sealed segments and returns how many there are. */
  private int openSealed(List<Long> bases) throws IOException {
    TreeSet<Long> indexes = new TreeSet<>(store.companions(Companion.INDEX));
    int sealed = 0;
    for (int i = 0; i < bases.size(); i++) {
      if (indexes.remove(bases.get(i))) {
        sealed = i + 1;
      }
    }
    for (long orphan : indexes) {
      store.delete(Companion.INDEX, orphan);
    }
    for (long base : bases.subList(0, sealed)) {
      if (!segments.isEmpty() && segments.get(segments.size() - 1).limitPosition() != base) {
        LOG.error("segments before position {} are missing", base);
      }
      Segment segment = new Segment(base, store.open(base));
      segments.add(segment);
      if (!takeIndex(segment)) {
        rebuildIndex(segment);
      }
    }
    return sealed;
  }

  private boolean takeIndex(Segment segment) throws IOException {
    long base = segment.basePosition();
    Content content;
    try {
      content = store.read(Companion.INDEX, base);
    } catch (IOException e) {
      LOG.warn("cannot read the index of segment {}", base, e);
      return false;
    }
    Optional<SealedIndex> index = SealedIndex.of(content.bytes(), base);
    if (index.isEmpty() || index.get().dataEnd() > segment.size()) {
      content.close();
      return false;
    }
    segment.dataEnd(index.get().dataEnd());
    segment.seal(index.get(), content::close, index.get().sealedAt());
    segment.distrustIndex();
    return true;
  }

  private void rebuildIndex(Segment segment) throws IOException {
    long base = segment.basePosition();
    LOG.error("segment {} has no sound index: rebuilding it from the frames", base);
    Rebuilt rebuilt = FrameScanner.rebuildIndex(segment, segment.size());
    segment.dataEnd(rebuilt.dataEnd());
    long now = clock.millis();
    segment.seal(rebuilt.index(), () -> {}, now);
    try {
      store.write(
          Companion.INDEX, base, SealedIndex.encode(rebuilt.index(), base, rebuilt.dataEnd(), now));
    } catch (NoRoomException e) {
      LOG.warn("no room to write the index of segment {}", base);
    }
  }

  /** Restores the views from the newest snapshot that can be used; returns its position. */
  private long restoreViews(List<Long> bases, int sealed) throws IOException {
    long first = bases.isEmpty() ? 0 : bases.get(0);
    long firstUnsealed = sealed < bases.size() ? bases.get(sealed) : Long.MAX_VALUE;
    List<Long> positions = store.companions(Companion.SNAPSHOT);
    for (int i = positions.size() - 1; i >= 0; i--) {
      long position = positions.get(i);
      // A snapshot from inside the part that may yet be cut could be ahead of the log.
      if (position >= first && position <= firstUnsealed) {
        Optional<Snapshot> snapshot = readSnapshot(position);
        if (snapshot.isPresent() && snapshot.get().serves(views)) {
          snapshot.get().restore(queues, views);
          taker.lastStoreTimestamp(snapshot.get().lastStoreTimestamp());
          return position;
        }
        LOG.warn(
            "the snapshot at {} is damaged or lacks a view: looking for an older one", position);
      }
    }
    if (first != 0) {
      throw new IOException(
          "no usable snapshot, and what came before position "
              + first
              + " is gone: the views cannot be rebuilt");
    }
    return 0;
  }

  private Optional<Snapshot> readSnapshot(long position) {
    try (Content content = store.read(Companion.SNAPSHOT, position)) {
      return Snapshot.decode(content.bytes(), position);
    } catch (IOException e) {
      LOG.warn("cannot read the snapshot at {}", position, e);
      return Optional.empty();
    }
  }

  private void replaySealed(Segment segment) {
    FrameScanner scanner = new FrameScanner(segment, segment.dataEnd());
    int expected = scanner.next();
    while (scanner.advanceOverDamage()) {
      if (scanner.place() != expected) {
        reportDamage(segment, expected);
      }
      expected = scanner.next();
      taker.apply(segment.readable(), scanner.place());
      replayedFrames++;
    }
    if (expected < segment.dataEnd()) {
      reportDamage(segment, expected);
    }
  }

  private void reportDamage(Segment segment, int place) {
    damagedFrames++;
    LOG.error("no whole frame at position {} of sealed data", segment.basePosition() + place);
  }

  /**
   * Takes the unsealed segments in up to the first that does not continue the log, and removes the
   * rest. Where one is cut, the next one's header tells of more data than there is.
   */
  private void recoverTail(List<Long> bases, long viewsAt) throws IOException {
    int taken = 0;
    while (taken < bases.size()) {
      Segment segment = new Segment(bases.get(taken), store.open(bases.get(taken)));
      if (!follows(segment)) {
        segment.release();
        break;
      }
      sealPrevious();
      segments.add(segment);
      taken++;
      replayTail(segment);
      cutAfter(segment);
      segment.force();
    }
    for (int i = bases.size() - 1; i >= taken; i--) {
      LOG.info("removing segment {}: unused, or after the cut", bases.get(i));
      store.delete(bases.get(i));
    }
    if (taken == 0) {
      beginSegment(viewsAt);
    }
  }

  /** Whether a segment was begun, and after exactly the data that is there. */
  private boolean follows(Segment segment) {
    Optional<SegmentHeader> header = SegmentHeader.read(segment.readable());
    if (segments.isEmpty()) {
      // There is nothing before it to be missing: its frames speak for themselves.
      return header.isPresent() || new FrameScanner(segment, segment.size()).advance();
    }
    Segment previous = segments.get(segments.size() - 1);
    return header.isPresent()
        && header.get().basePosition() == segment.basePosition()
        && previous.limitPosition() == segment.basePosition()
        && (previous.isSealed() || previous.endPosition() == header.get().previousEnd());
  }

  /** The segment before is full: it must be sealed, with the views as they are at its end. */
  private void sealPrevious() throws IOException {
    if (!segments.isEmpty()) {
      Segment previous = segments.get(segments.size() - 1);
      if (!previous.isSealed() && previous.index() instanceof MemoryIndex index) {
        full.add(
            new Sealer.Full(
                previous,
                index,
                Snapshot.encode(
                    previous.limitPosition(), taker.lastStoreTimestamp(), queues, views)));
      }
    }
  }

  private void replayTail(Segment segment) {
    MemoryIndex index = (MemoryIndex) segment.index();
    FrameScanner scanner = new FrameScanner(segment, segment.size());
    while (scanner.advance()) {
      FrameTaker.index(index, segment.readable(), scanner.place());
      taker.apply(segment.readable(), scanner.place());
      replayedFrames++;
    }
    segment.dataEnd(scanner.next());
    segment.allocatedBefore(scanner.next());
  }

  /**
   * Zeroes what stands after the last whole frame. How far it looks only matters for the report:
   * bytes are zeroed anyway before they are written again, and epochs tell old frames from new.
   */
  private void cutAfter(Segment segment) {
    if (ownership.clean() && ownership.endPosition() == segment.endPosition()) {
      return;
    }
    ByteBuffer memory = segment.memory();
    int lastCut = segment.dataEnd();
    int limit = (int) Math.min(segment.size(), segment.dataEnd() + CUT_REACH);
    for (int at = segment.dataEnd(); at <= limit - Long.BYTES; at += Long.BYTES) {
      if (memory.getLong(at) != 0) {
        memory.putLong(at, 0);
        lastCut = at + Long.BYTES;
      }
    }
    int cut = lastCut - segment.dataEnd();
    if (cut > 0) {
      LOG.warn("cut {} bytes that are no whole frame at position {}", cut, segment.endPosition());
    }
    cutBytes += cut;
  }

  private void beginSegment(long viewsAt) throws IOException {
    long base = segments.isEmpty() ? viewsAt : segments.get(segments.size() - 1).limitPosition();
    SegmentFile file = store.create(base, newSegmentSize);
    Segment segment = new Segment(base, file);
    segment.allocate(SegmentHeader.BYTES, Pieces.SMALL);
    long previousEnd = segments.isEmpty() ? base : segments.get(segments.size() - 1).endPosition();
    new SegmentHeader(ownership.epoch(), base, previousEnd, newSegmentSize, clock.millis())
        .write(segment.memory());
    segments.add(segment);
  }

  /** A queue begins where the oldest segment that has records of it begins, or is empty. */
  private void beginQueues() {
    queues.emptyAll();
    for (Segment segment : segments) {
      segment
          .directory()
          .forEachQueue(totals -> queues.beginAt(totals.queue(), totals.firstOffset()));
    }
  }
}
