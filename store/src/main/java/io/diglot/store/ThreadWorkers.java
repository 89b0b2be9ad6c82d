package io.diglot.store;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three real threads. */
final class ThreadWorkers implements Workers {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadWorkers.class);
  private static final long PATIENCE_SECONDS = 60;

  /** Tasks that may wait for the thread that reads ahead; beyond, the oldest ones are dropped. */
  private static final int AHEAD_TASKS = 64;

  private static final int AHEAD_IDLE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor flusher = executor("log-flusher");
  private final ScheduledThreadPoolExecutor preparer = executor("log-preparer");
  private final ThreadPoolExecutor aheadReader = aheadReader();

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads(name));
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    return executor;
  }

  /** Its thread is only there while somebody reads from the disk. */
  private static ThreadPoolExecutor aheadReader() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            AHEAD_IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(AHEAD_TASKS),
            threads("log-read-ahead"),
            new ThreadPoolExecutor.DiscardOldestPolicy());
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static ThreadFactory threads(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  @Override
  public void flush(Runnable task) {
    run(flusher, task);
  }

  @Override
  public void prepare(Runnable task) {
    run(preparer, task);
  }

  @Override
  public void readAhead(Runnable task) {
    aheadReader.execute(task);
  }

  private static void run(ScheduledThreadPoolExecutor executor, Runnable task) {
    try {
      executor.execute(task);
    } catch (RejectedExecutionException closed) {
      LOG.debug("dropped a task: the log is closing");
    }
  }

  @Override
  public void flushEvery(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    var unused = flusher.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    flusher.shutdown();
    preparer.shutdown();
    aheadReader.shutdown();
    aheadReader.getQueue().clear();
    try {
      if (!flusher.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
          || !aheadReader.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
          || !preparer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("a log thread did not end within {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
