package io.diglot.benchmarks.client;

import java.util.SplittableRandom;

/** Values that no compression makes smaller. Not thread-safe: each sender takes its own. */
final class Payloads {
  private static final int DIFFERENT = 64;
  private static final int LONG = 8;

  private final byte[][] contents = new byte[DIFFERENT][];
  private int next;

  Payloads(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < DIFFERENT; i++) {
      contents[i] = new byte[size];
      random.nextBytes(contents[i]);
    }
  }

  /** A value that the caller may keep. */
  byte[] take() {
    next = (next + 1) % DIFFERENT;
    return contents[next].clone();
  }

  /** A value that begins with a time. */
  byte[] stamped(long nanos) {
    byte[] value = take();
    for (int i = 0; i < LONG; i++) {
      value[i] = (byte) (nanos >>> (56 - 8 * i));
    }
    return value;
  }

  /** The time that a value begins with. */
  static long stamp(byte[] value) {
    long nanos = 0;
    for (int i = 0; i < LONG; i++) {
      nanos = (nanos << 8) | (value[i] & 0xff);
    }
    return nanos;
  }
}
