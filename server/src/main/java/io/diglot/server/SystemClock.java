package io.diglot.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The one door to the wall clock. */
final class SystemClock implements InstantSource {

  @Override
  public Instant instant() {
    return Instant.now();
  }

  /** What the wall clock says now, carried on by a clock that nobody sets: for deadlines. */
  static InstantSource steady() {
    Instant start = Instant.now();
    long startNanos = System.nanoTime();
    return () -> start.plus(Duration.ofNanos(System.nanoTime() - startNanos));
  }
}
