package io.diglot.core.topic;

import io.diglot.core.model.Topic;
import java.util.Map;
import java.util.Optional;

/** What a topic looks like that nobody created but somebody uses. */
public final class AutoCreation {
  /**
   * RocketMQ's template topic: topics that are created by sending take its queue count and
   * permission.
   */
  public static final String TEMPLATE = "TBW102";

  private static final int INHERIT = 1;

  private final Topics topics;
  private final TopicDefaults defaults;

  /** A policy by the broker's configuration. */
  public AutoCreation(Topics topics, TopicDefaults defaults) {
    this.topics = topics;
    this.defaults = defaults;
  }

  /**
   * The topic that a RocketMQ producer gets by sending to a missing one: as many queues as it asked
   * for, at most the template's; the template's permission without the right to be inherited from.
   * Empty when the template does not exist or may not be inherited from.
   *
   * @param template the send request's {@code defaultTopic}
   * @param requestedQueues the send request's {@code defaultTopicQueueNums}
   * @param systemFlag the new topic's {@code topicSysFlag}
   */
  public Optional<TopicSpec> forSend(
      String name, String template, int requestedQueues, int systemFlag) {
    Optional<Topic> found = topics.find(template);
    if (found.isEmpty() || (found.get().permission() & INHERIT) == 0) {
      return Optional.empty();
    }
    if (template.equals(TEMPLATE) && !defaults.nativeAutoCreate()) {
      return Optional.empty();
    }
    int queues = Math.max(1, Math.min(requestedQueues, found.get().writeQueues()));
    int permission = found.get().permission() & ~INHERIT;
    return Optional.of(
        new TopicSpec(name, queues, queues, permission, systemFlag, false, Map.of()));
  }

  /**
   * The topic that a Kafka client gets by asking for the metadata of a missing one; empty when that
   * is switched off.
   */
  public Optional<TopicSpec> forMetadata(String name) {
    return defaults.kafkaAutoCreate()
        ? Optional.of(TopicSpec.of(name, defaults.kafkaPartitions()))
        : Optional.empty();
  }

  /** The template topic, as it is created at start. */
  public static TopicSpec template(TopicDefaults defaults) {
    int permission = defaults.nativeAutoCreate() ? 7 : 6;
    return new TopicSpec(
        TEMPLATE, defaults.nativeQueues(), defaults.nativeQueues(), permission, 0, false, Map.of());
  }
}
