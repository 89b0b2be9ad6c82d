package io.diglot.store;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test moves. */
final class TestClock implements InstantSource {

  private long millis = 1_700_000_000_000L;

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis);
  }

  void advance(long by) {
    millis += by;
  }
}
