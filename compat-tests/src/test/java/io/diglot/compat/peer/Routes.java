package io.diglot.compat.peer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.rocketmq.client.exception.MQClientException;

/**
 * Routes of topics that may be quite new: they reach the name servers a moment after they were
 * made.
 */
final class Routes {
  private static final long WITHIN_NANOS = Duration.ofSeconds(30).toNanos();
  private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

  private Routes() {}

  /** What needs the route. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws MQClientException;
  }

  /** Asks until there is one. */
  static <T> T known(Question<T> question) throws MQClientException {
    long deadline = System.nanoTime() + WITHIN_NANOS;
    while (true) {
      try {
        return question.ask();
      } catch (MQClientException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(LOOK_EVERY_NANOS);
      }
    }
  }
}
