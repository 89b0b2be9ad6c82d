package io.diglot.core.runtime;

import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Control} with a real thread: a mailbox for many writers, and a heap of timers on the
 * monotonic clock.
 */
public final class ControlThread implements Control, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlThread.class);
  private static final int MAILBOX_CHUNK = 1024;
  private static final int TASKS_BETWEEN_TIMERS = 256;

  private final InstantSource clock;
  private final long startedAt = System.nanoTime();
  private final MpscUnboundedArrayQueue<Runnable> mailbox =
      new MpscUnboundedArrayQueue<>(MAILBOX_CHUNK);
  private final TimerHeap timers = new TimerHeap();
  private final Thread thread;
  private volatile boolean parked;
  private volatile boolean closing;

  /** Starts the thread. */
  public ControlThread(InstantSource clock) {
    this.clock = clock;
    this.thread = Threads.create("control", this::loop);
    thread.start();
  }

  @Override
  public void execute(Runnable task) {
    if (closing) {
      throw new RejectedExecutionException("the control thread is closed");
    }
    mailbox.offer(task);
    if (parked) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public Timer schedule(long delayMillis, Runnable task) {
    long delay = TimeUnit.MILLISECONDS.toNanos(Math.max(0, delayMillis));
    TimerHeap.Entry entry = new TimerHeap.Entry(System.nanoTime() + delay, task);
    if (Thread.currentThread() == thread) {
      timers.add(entry);
    } else {
      execute(() -> timers.add(entry));
    }
    return entry;
  }

  @Override
  public long now() {
    return clock.millis();
  }

  @Override
  public long elapsed() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
  }

  /** Whether the caller runs on this thread. */
  public boolean isCurrent() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs what was submitted before, drops timers, and ends the thread; must not be called on it.
   */
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    while (!closing) {
      int ran = timers.runDue(System.nanoTime(), ControlThread::run) + drain(TASKS_BETWEEN_TIMERS);
      if (ran == 0) {
        park();
      }
    }
    drain(Integer.MAX_VALUE);
  }

  private void park() {
    parked = true;
    // A writer either sees the flag and unparks, or its task is seen here.
    if (mailbox.isEmpty() && !closing) {
      long nanos = timers.untilNext(System.nanoTime());
      if (nanos == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, nanos);
      }
    }
    parked = false;
  }

  private int drain(int limit) {
    int ran = 0;
    for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
      run(task);
      if (++ran == limit) {
        break;
      }
    }
    return ran;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      LOG.error("a task of the control thread failed", e);
    }
  }
}
