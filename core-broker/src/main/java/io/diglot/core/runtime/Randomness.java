package io.diglot.core.runtime;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * The one door to random numbers that nobody can foresee or repeat; tests pass a seeded generator
 * instead.
 */
public final class Randomness {
  private Randomness() {}

  /** A generator for ids that must never meet again. Thread-safe. */
  public static RandomGenerator secure() {
    return new SecureRandom();
  }
}
