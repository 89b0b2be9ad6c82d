package io.diglot.core.runtime;

import java.util.concurrent.Executor;

/**
 * The control plane's one thread, as its users see it: tasks run one after the other in the order
 * of submission, timers when they are due. Thread-safe. A task that throws is logged and spoils
 * nobody else's.
 */
public interface Control extends Executor {

  /**
   * Runs a task on the control thread.
   *
   * @throws java.util.concurrent.RejectedExecutionException once it is closed
   */
  @Override
  void execute(Runnable task);

  /**
   * Runs a task on the control thread after a delay, which steps of the wall clock do not change.
   */
  Timer schedule(long delayMillis, Runnable task);

  /** The wall clock, milliseconds since the epoch. */
  long now();

  /**
   * Milliseconds since some moment, the same for as long as the process lives, which steps of the
   * wall clock do not change: what timers run by, for sessions and other deadlines.
   */
  long elapsed();

  /** A scheduled task. */
  interface Timer {
    /**
     * Keeps the task from running, unless it already ran or runs. May be called anywhere and more
     * than once.
     */
    void cancel();
  }
}
