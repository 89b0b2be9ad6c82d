package io.diglot.kafka.topic;

import io.diglot.core.model.Topic;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicNames;
import io.diglot.core.topic.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which topics a Kafka client is shown that asks for all. By name it may reach every topic. */
final class TopicListing {
  /** RocketMQ's own topics: what they hold is no user's records. */
  private static final Set<String> NATIVE_SYSTEM =
      Set.of(
          AutoCreation.TEMPLATE,
          "SCHEDULE_TOPIC_XXXX",
          "BenchmarkTest",
          "SELF_TEST_TOPIC",
          "OFFSET_MOVED_EVENT",
          "TRANS_CHECK_MAX_TIME_TOPIC",
          "rmq_sys_wheel_timer");

  private static final String NATIVE_SYSTEM_PREFIX = "RMQ_SYS_";

  private TopicListing() {}

  /**
   * By name: those with a name that Kafka allows (so no retry and dead letter topics) and that are
   * not RocketMQ's own.
   */
  static List<Topic> all(Topics topics) {
    return topics.all().stream()
        .filter(topic -> isShown(topic.name()))
        .sorted(Comparator.comparing(Topic::name))
        .toList();
  }

  private static boolean isShown(String name) {
    return TopicNames.isKafka(name)
        && !NATIVE_SYSTEM.contains(name)
        && !name.startsWith(NATIVE_SYSTEM_PREFIX);
  }
}
