package io.diglot.store;

import io.diglot.store.Log.DurableAction;
import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes appends durable, in the journal or by forcing segments, oldest first, and tells those who
 * wait for it. However many wait, one write or force serves them all (group commit). A force that
 * failed is never tried again: the page cache may have forgotten what it could not write.
 */
final class Flusher {

  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);

  private final Durability durability;
  private final Optional<Journal> journal;
  private final Workers workers;
  private final Supplier<SegmentRow> row;
  private final Consumer<Throwable> onFailure;
  private final Object waiting = new Object();
  private List<DurableAction> waiters = new ArrayList<>();
  private volatile boolean failed;

  /** Something that makes segments durable. */
  @FunctionalInterface
  private interface Durably {
    void run(SegmentRow segments) throws IOException;
  }

  Flusher(
      Durability durability,
      Optional<Journal> journal,
      Workers workers,
      Supplier<SegmentRow> row,
      Consumer<Throwable> onFailure) {
    this.durability = durability;
    this.journal = journal;
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

  /** Makes everything durable that was published, and answers everybody who waited before. */
  void flush() {
    List<DurableAction> served;
    synchronized (waiting) {
      served = waiters;
      waiters = new ArrayList<>();
    }
    boolean durable = makeDurable();
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
    boolean durable = attempt(SegmentRow::force);
    markFailed();
    flush();
    return durable;
  }

  private void markFailed() {
    synchronized (waiting) {
      failed = true;
    }
  }

  /** Makes durable what was published: in the journal if there is one, else in the log itself. */
  private boolean makeDurable() {
    return attempt(
        segments -> {
          if (journal.isEmpty()) {
            segments.force();
          } else if (journal.get().write(segments)) {
            workers.prepare(() -> attempt(SegmentRow::force));
          }
        });
  }

  private boolean attempt(Durably action) {
    if (failed) {
      return false;
    }
    try {
      action.run(row.get());
      return true;
    } catch (IOException | RuntimeException e) {
      markFailed();
      onFailure.accept(e);
      return false;
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
