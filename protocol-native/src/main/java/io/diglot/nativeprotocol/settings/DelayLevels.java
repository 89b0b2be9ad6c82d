package io.diglot.nativeprotocol.settings;

import java.time.Duration;
import java.util.List;

/**
 * The delays that the levels 1, 2, and so on stand for.
 *
 * @param levels key {@code messageDelayLevel}, by default 1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m
 *     10m 20m 30m 1h 2h
 */
public record DelayLevels(List<Duration> levels) {
  /** Refuses an empty list. */
  public DelayLevels {
    levels = List.copyOf(levels);
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("messageDelayLevel names no level");
    }
  }

  /** The level that is used for a wanted one: one above the greatest is the greatest. */
  public int clamp(int level) {
    return Math.min(level, levels.size());
  }

  /** The delay of a level from 1 on. */
  public long millis(int level) {
    return levels.get(clamp(level) - 1).toMillis();
  }
}
