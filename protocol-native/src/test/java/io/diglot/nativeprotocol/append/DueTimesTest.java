package io.diglot.nativeprotocol.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.nativeprotocol.settings.DelayLevels;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DueTimesTest {
  private static final long NOW = 1_000_500;

  private final DueTimes dueTimes =
      new DueTimes(new DelayLevels(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5))));

  private static Map<String, String> properties(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return properties;
  }

  private Result<Long> due(Map<String, String> properties) {
    return dueTimes.take(properties, "t", 3, NOW);
  }

  @Test
  void aLevelWinsAndIsClamped() {
    Map<String, String> properties =
        properties("DELAY", "7", "TIMER_DELAY_SEC", "60", "TIMER_DELIVER_MS", "x");
    assertEquals(Result.ok(NOW + 5_000), due(properties));
    assertEquals(properties("DELAY", "2", "REAL_TOPIC", "t", "REAL_QID", "3"), properties);
  }

  @Test
  void withoutADelayNothingChanges() {
    for (String level : List.of("0", "-1", "soon")) {
      Map<String, String> properties = properties("DELAY", level);
      assertEquals(Result.ok(0L), due(properties));
      assertEquals(properties("DELAY", level), properties);
    }
    assertEquals(Result.ok(0L), due(properties()));
    assertEquals(Result.ok(0L), due(properties("TIMER_DELIVER_MS", Long.toString(NOW))));
    assertEquals(Result.ok(0L), due(properties("TIMER_DELAY_MS", "-5")));
  }

  @Test
  void timersAreFlooredToTheSecondAndOneLessIfExact() {
    Map<String, String> properties = properties("TIMER_DELAY_SEC", "2");
    assertEquals(Result.ok(1_002_000L), due(properties));
    assertEquals("1002000", properties.get("TIMER_OUT_MS"));
    assertFalse(properties.containsKey("REAL_TOPIC"));
    assertEquals(Result.ok(1_002_000L), due(properties("TIMER_DELAY_MS", "2500")));
    assertEquals(Result.ok(1_009_000L), due(properties("TIMER_DELIVER_MS", "1009999")));
    assertEquals(
        Result.ok(1_002_000L),
        due(properties("TIMER_DELAY_SEC", "2", "TIMER_DELAY_MS", "9999", "TIMER_DELIVER_MS", "x")),
        "seconds win");
  }

  @Test
  void aTimerThatWasServedIsNotServedAgain() {
    assertEquals(
        Result.ok(0L), due(properties("TIMER_OUT_MS", "1", "TIMER_DELIVER_MS", "1009999")));
  }

  @Test
  void impossibleTimersAreRefused() {
    for (String seconds : List.of("abc", "259201", "99999999999999999999", "9223372036854775807")) {
      Result<Long> result = due(properties("TIMER_DELAY_SEC", seconds));
      assertEquals(BrokerError.INVALID_DELAY, ((Result.Failed<Long>) result).error(), seconds);
    }
    assertEquals(
        Result.ok(NOW / 1_000 * 1_000 + 259_200_000), due(properties("TIMER_DELAY_SEC", "259200")));
  }
}
