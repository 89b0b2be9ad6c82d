package io.diglot.compat.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes messages off a client until there are enough. */
final class Taking {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int STEP_MILLIS = 200;

  private Taking() {}

  /**
   * Polls until there are so many.
   *
   * @param poll gives what comes within so many milliseconds
   */
  static List<Received> take(int count, Function<Integer, List<Received>> poll) {
    List<Received> taken = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (taken.size() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(taken.size() + " of " + count + " messages came: " + taken);
      }
      taken.addAll(poll.apply(STEP_MILLIS));
    }
    return taken;
  }

  static List<Received> rest(int millis, Function<Integer, List<Received>> poll) {
    List<Received> taken = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    while (System.nanoTime() < deadline) {
      taken.addAll(poll.apply(STEP_MILLIS));
    }
    return taken;
  }
}
