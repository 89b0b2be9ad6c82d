package io.diglot.core.runtime;

import java.util.PriorityQueue;

/**
 * Timers by deadline, and in order of scheduling where deadlines are equal. For one thread, but for
 * cancelling.
 */
final class TimerHeap {
  private static final int PURGE_FROM = 1024;

  private final PriorityQueue<Entry> heap = new PriorityQueue<>();
  private int purgeAt = PURGE_FROM;
  private long sequence;

  void add(Entry entry) {
    entry.sequence = sequence++;
    heap.add(entry);
    if (heap.size() >= purgeAt) {
      // Cancelled timers stay until they would be due. Sessions that are renewed all the time would
      // pile them up.
      heap.removeIf(candidate -> candidate.cancelled);
      purgeAt = Math.max(PURGE_FROM, 2 * heap.size());
    }
  }

  /** Runs everything that is due through the runner; answers how much ran. */
  int runDue(long now, java.util.function.Consumer<Runnable> runner) {
    int ran = 0;
    for (Entry entry = heap.peek();
        entry != null && entry.deadline - now <= 0;
        entry = heap.peek()) {
      heap.remove();
      if (!entry.cancelled) {
        runner.accept(entry.task);
        ran++;
      }
    }
    return ran;
  }

  /** How long until the next timer is due, at least 0; {@link Long#MAX_VALUE} without timers. */
  long untilNext(long now) {
    Entry next = heap.peek();
    return next == null ? Long.MAX_VALUE : Math.max(0, next.deadline - now);
  }

  /** A timer; its deadline is on the heap's owner's own clock. */
  static final class Entry implements Control.Timer, Comparable<Entry> {
    private final long deadline;
    private final Runnable task;
    private long sequence;
    private volatile boolean cancelled;

    Entry(long deadline, Runnable task) {
      this.deadline = deadline;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Entry other) {
      int byDeadline = Long.signum(deadline - other.deadline);
      return byDeadline != 0 ? byDeadline : Long.compare(sequence, other.sequence);
    }
  }
}
