package io.diglot.core.runtime;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * {@link Control} without a thread: the test says when tasks run and what time it is. For one
 * thread.
 */
public final class ManualControl implements Control {
  private final Queue<Runnable> mailbox = new ArrayDeque<>();
  private final TimerHeap timers = new TimerHeap();
  private long now;
  private long wallClockAhead;

  /** Starts at a time, milliseconds since the epoch. */
  public ManualControl(long now) {
    this.now = now;
  }

  @Override
  public void execute(Runnable task) {
    mailbox.add(task);
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    TimerHeap.Entry entry = new TimerHeap.Entry(now + Math.max(0, delayMillis), task);
    timers.add(entry);
    return entry;
  }

  @Override
  public long now() {
    return now + wallClockAhead;
  }

  @Override
  public long elapsed() {
    return now;
  }

  /** Steps the wall clock, which timers do not notice. */
  public void jump(long millis) {
    wallClockAhead += millis;
  }

  /** Runs what is submitted and due, until nothing is left. */
  public void run() {
    int ran;
    do {
      ran = timers.runDue(now, Runnable::run);
      for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
        task.run();
        ran++;
      }
    } while (ran > 0);
  }

  /** Lets time pass, stopping at every timer on the way. */
  public void advance(long millis) {
    run();
    long target = now + millis;
    while (timers.untilNext(now) <= target - now) {
      now += timers.untilNext(now);
      run();
    }
    now = target;
    run();
  }

  /** Drops tasks and timers, as the end of the process would. */
  public void crash() {
    mailbox.clear();
    while (timers.untilNext(now) != Long.MAX_VALUE) {
      timers.runDue(now + timers.untilNext(now), task -> {});
    }
  }
}
