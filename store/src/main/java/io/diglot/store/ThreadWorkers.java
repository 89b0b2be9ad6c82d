package io.diglot.store;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two real threads. */
final class ThreadWorkers implements Workers {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadWorkers.class);
  private static final long PATIENCE_SECONDS = 60;

  private final ScheduledThreadPoolExecutor flusher = executor("log-flusher");
  private final ScheduledThreadPoolExecutor preparer = executor("log-preparer");

  private static ScheduledThreadPoolExecutor executor(String name) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    return executor;
  }

  @Override
  public void flush(Runnable task) {
    run(flusher, task);
  }

  @Override
  public void prepare(Runnable task) {
    run(preparer, task);
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
    try {
      if (!flusher.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)
          || !preparer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        LOG.error("a log thread did not end within {} s", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
