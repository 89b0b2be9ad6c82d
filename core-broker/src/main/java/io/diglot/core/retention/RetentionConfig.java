package io.diglot.core.retention;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;

/**
 * When old data is looked for. How long it lives is a topic's setting ({@code retention.ms}, {@code
 * retention.bytes}), whose broker-wide default comes from {@code fileReservedTime} or {@code
 * log.retention.ms}.
 *
 * @param interval how often to look ({@code log.retention.check.interval.ms}, 5 minutes)
 * @param dropHours hours of the day in which segments may be dropped from the disk ({@code
 *     deleteWhen}); none for any hour. Records are out of sight as soon as they are too old in any
 *     case
 * @param zone whose hours
 */
public record RetentionConfig(Duration interval, Set<Integer> dropHours, ZoneId zone) {
  private static final int HOURS = 24;

  /** Checks the ranges. */
  public RetentionConfig {
    if (interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException("retention interval " + interval + " is not positive");
    }
    dropHours = Set.copyOf(dropHours);
    if (dropHours.stream().anyMatch(hour -> hour < 0 || hour >= HOURS)) {
      throw new IllegalArgumentException(
          "deleteWhen has hours that are not between 0 and 23: " + dropHours);
    }
  }

  /** Every five minutes, at any hour. */
  public static RetentionConfig standard() {
    return new RetentionConfig(Duration.ofMinutes(5), Set.of(), ZoneId.of("UTC"));
  }

  /**
   * The hours in RocketMQ's {@code deleteWhen}: two digits each, separated by semicolons ("04;16");
   * empty for any hour.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Set<Integer> parseHours(String deleteWhen) {
    Set<Integer> hours = new TreeSet<>();
    if (deleteWhen.isBlank()) {
      return hours;
    }
    for (String part : deleteWhen.split(";", -1)) {
      try {
        hours.add(Integer.parseInt(part.trim()));
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "deleteWhen '" + deleteWhen + "' is not a list of hours such as 04;16", e);
      }
    }
    return hours;
  }
}
