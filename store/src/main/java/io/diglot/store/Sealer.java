package io.diglot.store;

import io.diglot.store.SegmentStore.Companion;
import io.diglot.store.SegmentStore.Content;
import io.diglot.store.SegmentStore.NoRoomException;
import io.diglot.store.index.MemoryIndex;
import io.diglot.store.index.SealedIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals full segments in order, in the background: force, then snapshot, then index. An index file
 * therefore says that its segment is safe on the disk (FORMAT.md, "Sealing").
 */
final class Sealer {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final int SNAPSHOTS_KEPT = 2;

  private final SegmentStore store;
  private final InstantSource clock;
  private final Deque<Full> pending = new ArrayDeque<>();

  /**
   * A segment that is not appended to any more.
   *
   * @param segment the segment
   * @param index its whole index
   * @param snapshot the views as of its end
   */
  record Full(Segment segment, MemoryIndex index, ByteBuffer snapshot) {}

  Sealer(SegmentStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Hands a full segment in. */
  void add(Full full) {
    synchronized (pending) {
      pending.add(full);
    }
  }

  /** Whether something waits to be sealed. */
  boolean hasWork() {
    synchronized (pending) {
      return !pending.isEmpty();
    }
  }

  /**
   * Seals what was handed in, as far as there is room; the rest stays for the next call. Only on
   * one thread.
   *
   * @throws IOException when the log must stop
   */
  void seal() throws IOException {
    while (true) {
      Full next;
      synchronized (pending) {
        next = pending.peek();
      }
      if (next == null) {
        return;
      }
      try {
        seal(next);
      } catch (NoRoomException e) {
        LOG.warn("no room to seal segment {}: will try again", next.segment().basePosition());
        return;
      }
      synchronized (pending) {
        pending.remove();
      }
    }
  }

  private void seal(Full full) throws IOException {
    Segment segment = full.segment();
    long base = segment.basePosition();
    segment.force();
    store.write(Companion.SNAPSHOT, segment.limitPosition(), full.snapshot().duplicate());
    long now = clock.millis();
    store.write(
        Companion.INDEX, base, SealedIndex.encode(full.index(), base, segment.dataEnd(), now));
    Content content = store.read(Companion.INDEX, base);
    SealedIndex sealed =
        SealedIndex.of(content.bytes(), base)
            .orElseThrow(() -> new IOException("the index just written of " + base + " is bad"));
    segment.seal(sealed, content::close, now);
    List<Long> snapshots = store.companions(Companion.SNAPSHOT);
    for (int i = 0; i < snapshots.size() - SNAPSHOTS_KEPT; i++) {
      store.delete(Companion.SNAPSHOT, snapshots.get(i));
    }
  }
}
