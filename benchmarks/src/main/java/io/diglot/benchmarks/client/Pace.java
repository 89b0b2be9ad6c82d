package io.diglot.benchmarks.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each message is due at a fixed rate. A sender that falls behind does not skip: its messages
 * are timed from when they were due, so a stall is seen by all that it held up.
 */
final class Pace {
  private final long began = System.nanoTime();
  private final double nanosBetween;
  private long sent;

  /** A rate in messages a second; 0 for as fast as it goes. */
  Pace(double rate) {
    nanosBetween = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
  }

  /** Waits until the next message is due; when that is. */
  long await() {
    if (nanosBetween == 0) {
      return System.nanoTime();
    }
    long due = began + (long) (nanosBetween * sent++);
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return due;
  }
}
