package io.diglot.core.model;

/**
 * What the broker holds at most, so that no client can make it grow without bound.
 *
 * @param maxTopics topics
 * @param maxQueuesPerTopic queues of one topic
 * @param maxQueues queues of all topics together
 * @param maxSettingLength characters of one topic setting's value
 * @param maxDelayMillis how far in the future a message may be due
 * @param maxOpenTimers messages that are not due yet
 * @param maxProducersPerQueue idempotent producers that a queue remembers; the longest silent one
 *     is forgotten
 */
public record Limits(
    int maxTopics,
    int maxQueuesPerTopic,
    int maxQueues,
    int maxSettingLength,
    long maxDelayMillis,
    int maxOpenTimers,
    int maxProducersPerQueue) {

  /** Checks that all are positive. */
  public Limits {
    requirePositive("maxTopics", maxTopics);
    requirePositive("maxQueuesPerTopic", maxQueuesPerTopic);
    requirePositive("maxQueues", maxQueues);
    requirePositive("maxSettingLength", maxSettingLength);
    requirePositive("maxDelayMillis", maxDelayMillis);
    requirePositive("maxOpenTimers", maxOpenTimers);
    requirePositive("maxProducersPerQueue", maxProducersPerQueue);
  }

  /** 100,000 topics, 100,000 queues a topic, a million in all; 3 days; 5 million timers. */
  public static Limits defaults() {
    return new Limits(
        100_000, 100_000, 1_000_000, 32_768, 3L * 24 * 3600 * 1000, 5_000_000, 10_000);
  }

  private static void requirePositive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " " + value + " is not positive");
    }
  }
}
