package io.diglot.server;

import java.time.Instant;
import java.time.InstantSource;

/** The one door to the wall clock. */
final class SystemClock implements InstantSource {

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
