package io.diglot.store;

import io.diglot.store.SegmentStore.NoRoomException;
import java.io.IOException;
import java.util.Optional;

/**
 * Has the next segment ready before it is needed. The preparing thread and an appender that came
 * too early may meet here: whoever is second waits and finds the work done.
 */
final class SegmentSupply {

  private final SegmentStore store;
  private final int size;
  private Optional<Segment> prepared = Optional.empty();
  private long takenTo;
  private volatile boolean ready;

  SegmentSupply(SegmentStore store, int size) {
    this.store = store;
    this.size = size;
  }

  /**
   * Prepares the segment after the active one.
   *
   * @param allocated how many of its bytes to allocate
   * @param piece bytes of the pieces in which to allocate them
   * @throws NoRoomException when there is no room for it
   */
  synchronized void prepareAfter(Segment active, long allocated, int piece) throws IOException {
    if (active.limitPosition() > takenTo) {
      Segment next = next(active);
      next.allocate(allocated, piece);
      ready = true;
    }
  }

  /** Whether a segment is ready to be given out. Any thread. */
  boolean isPrepared() {
    return ready;
  }

  /** Gives out the segment that was prepared. Only the appender, who prepared it or found it so. */
  synchronized Segment take() {
    Segment next = prepared.orElseThrow();
    takenTo = next.basePosition();
    prepared = Optional.empty();
    ready = false;
    return next;
  }

  /** Gives back what was prepared and not taken. */
  synchronized void close() throws IOException {
    if (prepared.isPresent()) {
      Segment unused = prepared.get();
      prepared = Optional.empty();
      unused.release();
      store.delete(unused.basePosition());
    }
  }

  private Segment next(Segment active) throws IOException {
    if (prepared.isEmpty()) {
      long base = active.limitPosition();
      prepared = Optional.of(new Segment(base, store.create(base, size)));
    }
    return prepared.get();
  }
}
