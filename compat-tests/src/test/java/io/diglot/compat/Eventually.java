package io.diglot.compat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another process does. */
final class Eventually {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

  private Eventually() {}

  /** Looks again and again until it is so; fails after half a minute. */
  static void that(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come to this: " + what);
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
  }

  /** Returns when the clock shows another millisecond. */
  static void nextMillisecond() {
    long now = System.currentTimeMillis();
    that("the next millisecond", () -> System.currentTimeMillis() > now);
  }
}
