package io.diglot.store;

import java.time.Duration;

/** The threads of a log: the only door to them, so that a test can be all of them itself. */
interface Workers extends AutoCloseable {

  /** Runs a task on the thread that forces to disk; tasks run in order. */
  void flush(Runnable task);

  /** Runs a task on the thread that prepares and seals segments; tasks run in order. */
  void prepare(Runnable task);

  /**
   * Runs a task on the thread that reads ahead, unless so many wait that it would come too late.
   */
  void readAhead(Runnable task);

  /** Runs a task on the thread that forces to disk, again and again. */
  void flushEvery(Duration interval, Runnable task);

  /** Runs what was handed in, ends, and takes no more; later tasks are dropped silently. */
  @Override
  void close();
}
