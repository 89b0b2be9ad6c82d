package io.diglot.store;

import io.diglot.store.Log.DurableAction;
import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces segments to disk, oldest first, and tells those who wait for it. However many wait, one
 * force serves them all (group commit). A force that failed is never tried again: the page cache
 * may have forgotten what it could not write.
 */
final class Flusher {

  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

  private final Durability durability;
  private final Workers workers;
  private final Supplier<SegmentRow> row;
  private final Consumer<Throwable> onFailure;
  private final Object waiting = new Object();
  private List<DurableAction> waiters = new ArrayList<>();
  private volatile boolean failed;

  Flusher(
      Durability durability,
      Workers workers,
      Supplier<SegmentRow> row,
      Consumer<Throwable> onFailure) {
    this.durability = durability;
    this.workers = workers;
    this.row = row;
    this.onFailure = onFailure;
  }

  /** See {@link Log#whenDurable}. What the action waits for was appended before the call. */
  void whenDurable(DurableAction action) {
    boolean wait = false;
    boolean first = false;
    if (durability == Durability.SYNC_FLUSH) {
      synchronized (waiting) {
        wait = !failed;
        if (wait) {
          first = waiters.isEmpty();
          waiters.add(action);
        }
      }
    }
    if (first) {
      workers.flush(this::flush);
    } else if (!wait) {
      action.run(!failed);
    }
  }

  /** Forces everything that was published and answers everybody who waited before. */
  void flush() {
    List<DurableAction> served;
    synchronized (waiting) {
      served = waiters;
      waiters = new ArrayList<>();
    }
    boolean durable = force();
    for (DurableAction action : served) {
      run(action, durable);
    }
  }

  /** From now on nothing gets durable any more. */
  void fail() {
    markFailed();
    workers.flush(this::flush);
  }

  /**
   * Forces the rest, on the calling thread: the workers have ended. Returns whether all is safe.
   */
  boolean finish() {
    flush();
    boolean durable = !failed;
    markFailed();
    flush();
    return durable;
  }

  private void markFailed() {
    synchronized (waiting) {
      failed = true;
    }
  }

  private boolean force() {
    if (failed) {
      return false;
    }
    SegmentRow segments = row.get();
    int oldest = segments.size();
    while (oldest > 0 && !segments.get(oldest - 1).isForced()) {
      oldest--;
    }
    try {
      for (int i = oldest; i < segments.size(); i++) {
        force(segments.get(i));
      }
      return true;
    } catch (IOException | RuntimeException e) {
      markFailed();
      onFailure.accept(e);
      return false;
    }
  }

  private static void force(Segment segment) throws IOException {
    if (segment.tryRetain()) {
      try {
        segment.force();
      } finally {
        segment.release();
      }
    }
  }

  private static void run(DurableAction action, boolean durable) {
    try {
      action.run(durable);
    } catch (RuntimeException e) {
      LOG.error("an action that waited for durability failed", e);
    }
  }
}
