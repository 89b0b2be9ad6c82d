package io.diglot.core.group;

import java.time.Duration;

/**
 * What groups may do. Kafka's own keys.
 *
 * @param minSessionTimeout {@code group.min.session.timeout.ms}, 6 s
 * @param maxSessionTimeout {@code group.max.session.timeout.ms}, 30 min
 * @param initialRebalanceDelay {@code group.initial.rebalance.delay.ms}, 3 s: how long the first
 *     rebalance of an empty group waits for more members
 * @param maxSize {@code group.max.size}, unlimited: members a group may have
 * @param maxOffsetMetadata {@code offset.metadata.max.bytes}, 4096
 * @param offsetsRetention {@code offsets.retention.minutes}, 7 days: how long offsets outlive the
 *     last member
 * @param offsetsRetentionCheck {@code offsets.retention.check.interval.ms}, 10 min
 */
public record GroupLimits(
    Duration minSessionTimeout,
    Duration maxSessionTimeout,
    Duration initialRebalanceDelay,
    int maxSize,
    int maxOffsetMetadata,
    Duration offsetsRetention,
    Duration offsetsRetentionCheck) {

  /** Kafka's defaults. */
  public static final GroupLimits DEFAULT =
      new GroupLimits(
          Duration.ofSeconds(6),
          Duration.ofMinutes(30),
          Duration.ofSeconds(3),
          Integer.MAX_VALUE,
          4096,
          Duration.ofDays(7),
          Duration.ofMinutes(10));

  /** Checks the ranges. */
  public GroupLimits {
    if (minSessionTimeout.isNegative() || minSessionTimeout.compareTo(maxSessionTimeout) > 0) {
      throw new IllegalArgumentException(
          "group.min.session.timeout.ms "
              + minSessionTimeout
              + " is not between 0 and the maximum "
              + maxSessionTimeout);
    }
    if (initialRebalanceDelay.isNegative()) {
      throw new IllegalArgumentException("group.initial.rebalance.delay.ms is negative");
    }
    if (maxSize < 1) {
      throw new IllegalArgumentException("group.max.size " + maxSize + " is not positive");
    }
    if (maxOffsetMetadata < 0) {
      throw new IllegalArgumentException(
          "offset.metadata.max.bytes " + maxOffsetMetadata + " is negative");
    }
    if (offsetsRetention.isNegative() || offsetsRetention.isZero()) {
      throw new IllegalArgumentException("offsets.retention.minutes is not positive");
    }
    if (offsetsRetentionCheck.isNegative() || offsetsRetentionCheck.isZero()) {
      throw new IllegalArgumentException("offsets.retention.check.interval.ms is not positive");
    }
  }
}
