package io.diglot.nativeprotocol.append;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.settings.DelayLevels;
import java.time.Duration;
import java.util.Map;

/**
 * When a message is due by its properties. A DELAY level wins over TIMER_DELAY_SEC, that over
 * TIMER_DELAY_MS, and that over TIMER_DELIVER_MS.
 */
final class DueTimes {
  /** "Due at once". */
  static final long NOW = 0;

  private static final long MAX_DELAY = Duration.ofDays(3).toMillis();
  private static final long PRECISION = 1_000;

  private final DelayLevels levels;

  DelayLevels levels() {
    return levels;
  }

  DueTimes(DelayLevels levels) {
    this.levels = levels;
  }

  /**
   * The due time in milliseconds since the epoch, or {@link #NOW}. Changes the properties of a
   * delayed message as RocketMQ does: the delivered copy of a levelled one keeps DELAY, REAL_TOPIC
   * and REAL_QID, that of a timed one has TIMER_OUT_MS.
   */
  Result<Long> take(Map<String, String> properties, String topic, int queueId, long now) {
    int level = level(properties);
    if (level > 0) {
      properties.remove(PropertyNames.TIMER_DELIVER_MS);
      properties.remove(PropertyNames.TIMER_DELAY_SEC);
      properties.remove(PropertyNames.TIMER_DELAY_MS);
      properties.put(PropertyNames.DELAY, Integer.toString(levels.clamp(level)));
      properties.put(PropertyNames.REAL_TOPIC, topic);
      properties.put(PropertyNames.REAL_QID, Integer.toString(queueId));
      return Result.ok(now + levels.millis(level));
    }
    return timer(properties, now);
  }

  /** The level that a message asks for; 0 for none or for one that is no number. */
  private static int level(Map<String, String> properties) {
    try {
      return Integer.parseInt(properties.getOrDefault(PropertyNames.DELAY, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Result<Long> timer(Map<String, String> properties, long now) {
    if (properties.containsKey(PropertyNames.TIMER_OUT_MS)) {
      return Result.ok(NOW);
    }
    long due;
    try {
      due = wanted(properties, now);
    } catch (NumberFormatException | ArithmeticException e) {
      return illegal();
    }
    if (due <= now) {
      return Result.ok(NOW);
    }
    if (due - now > MAX_DELAY) {
      return illegal();
    }
    long floored = due % PRECISION == 0 ? due - PRECISION : due / PRECISION * PRECISION;
    properties.put(PropertyNames.TIMER_OUT_MS, Long.toString(floored));
    return Result.ok(floored);
  }

  private static long wanted(Map<String, String> properties, long now) {
    String seconds = properties.get(PropertyNames.TIMER_DELAY_SEC);
    if (seconds != null) {
      return Math.addExact(now, Math.multiplyExact(Long.parseLong(seconds), PRECISION));
    }
    String millis = properties.get(PropertyNames.TIMER_DELAY_MS);
    if (millis != null) {
      return Math.addExact(now, Long.parseLong(millis));
    }
    return Long.parseLong(properties.getOrDefault(PropertyNames.TIMER_DELIVER_MS, "0"));
  }

  private static Result<Long> illegal() {
    return Result.failed(
        BrokerError.INVALID_DELAY,
        "timer message illegal, the delay time should be a number not bigger than the max delay "
            + MAX_DELAY
            + "ms");
  }
}
