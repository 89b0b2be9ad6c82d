package io.diglot.core.topic;

import io.diglot.core.model.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * What holds for topics that say nothing themselves.
 *
 * @param nativeQueues {@code defaultTopicQueueNums} (8): queues of the template topic TBW102
 * @param nativeAutoCreate {@code autoCreateTopicEnable} (true): whether sending to a missing topic
 *     creates it
 * @param kafkaPartitions {@code num.partitions} (1)
 * @param kafkaAutoCreate {@code auto.create.topics.enable} (true): whether asking for a missing
 *     topic creates it
 * @param settings topic settings by their topic-level names that the broker's configuration
 *     overrides: {@code log.retention.ms} (or {@code fileReservedTime}) as {@code retention.ms},
 *     {@code message.max.bytes} as {@code max.message.bytes} and so on
 */
public record TopicDefaults(
    int nativeQueues,
    boolean nativeAutoCreate,
    int kafkaPartitions,
    boolean kafkaAutoCreate,
    Map<String, String> settings) {

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException for a count that is not positive, or a setting that {@link
   *     TopicSettings} refuses
   */
  public TopicDefaults {
    if (nativeQueues < 1 || kafkaPartitions < 1) {
      throw new IllegalArgumentException(
          "queue counts " + nativeQueues + " and " + kafkaPartitions + " are not both positive");
    }
    Map<String, String> checked = new HashMap<>();
    settings.forEach((name, value) -> checked.put(name, checked(name, value)));
    settings = Map.copyOf(checked);
  }

  /** RocketMQ's and Kafka's own defaults. */
  public static TopicDefaults standard() {
    return new TopicDefaults(8, true, 1, true, Map.of());
  }

  /** The value that holds for a topic: its own, or the broker's, or the table's. */
  public String effective(Topic topic, String name) {
    String own = topic.settings().get(name);
    return own == null ? ofBroker(name) : own;
  }

  /** {@link #effective} of a setting whose type is a whole number. */
  public long effectiveLong(Topic topic, String name) {
    return Long.parseLong(effective(topic, name));
  }

  /** The value that holds for a topic that does not set it. */
  public String ofBroker(String name) {
    String configured = settings.get(name);
    return configured == null ? setting(name).defaultValue() : configured;
  }

  private static TopicSetting setting(String name) {
    return TopicSettings.find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("there is no topic setting '" + name + "'"));
  }

  private static String checked(String name, String value) {
    TopicSetting setting = setting(name);
    return setting
        .check()
        .apply(value)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " '" + value + "' is not allowed (" + setting.allowed() + ")"));
  }
}
