package io.diglot.nativeprotocol.topic;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** RocketMQ's rules for names of topics and groups, and the names that it keeps for itself. */
public final class TopicNames {
  /** A topic that stands for "create what is sent to", see {@link TopicCreation}. */
  public static final String TEMPLATE = "TBW102";

  private static final String RETRY_PREFIX = "%RETRY%";
  private static final String DEAD_PREFIX = "%DLQ%";
  private static final int MAX_LENGTH = 127;
  private static final int MAX_RETRY_LENGTH = 255;
  private static final Pattern LEGAL = Pattern.compile("[%|a-zA-Z0-9_.-]+");
  private static final Set<String> NOT_SENT_TO =
      Set.of(
          TEMPLATE,
          "SCHEDULE_TOPIC_XXXX",
          "RMQ_SYS_TRANS_HALF_TOPIC",
          "RMQ_SYS_TRANS_OP_HALF_TOPIC",
          "TRANS_CHECK_MAX_TIME_TOPIC",
          "SELF_TEST_TOPIC",
          "OFFSET_MOVED_EVENT",
          "rmq_sys_wheel_timer");

  private TopicNames() {}

  /** The topic that a group's failed messages come back in. */
  public static String retry(String group) {
    return RETRY_PREFIX + group;
  }

  /** The topic for a group's messages that failed too often. */
  public static String dead(String group) {
    return DEAD_PREFIX + group;
  }

  /** Whether the topic is a group's retry topic. */
  public static boolean isRetry(String topic) {
    return topic.startsWith(RETRY_PREFIX);
  }

  /** Whether the topic is a group's topic of dead letters. */
  public static boolean isDead(String topic) {
    return topic.startsWith(DEAD_PREFIX);
  }

  /** The group of a retry topic. */
  public static String groupOfRetry(String topic) {
    return topic.substring(RETRY_PREFIX.length());
  }

  /** Whether clients may not send there. */
  public static boolean isReserved(String topic) {
    return NOT_SENT_TO.contains(topic);
  }

  /** What is wrong with a topic name, if anything. */
  public static Optional<String> problem(String topic) {
    if (topic.isBlank()) {
      return Optional.of("The specified topic is blank.");
    }
    if (!LEGAL.matcher(topic).matches()) {
      return Optional.of(
          "The specified topic contains illegal characters, allowing only ^[%|a-zA-Z0-9_.-]+$");
    }
    int limit = isRetry(topic) || isDead(topic) ? MAX_RETRY_LENGTH : MAX_LENGTH;
    if (topic.length() > limit) {
      return Optional.of("The specified topic is longer than topic max length.");
    }
    return Optional.empty();
  }

  /** What is wrong with a group name, if anything. */
  public static Optional<String> groupProblem(String group) {
    if (group.isBlank()) {
      return Optional.of("the specified group is blank");
    }
    if (group.length() > MAX_RETRY_LENGTH - RETRY_PREFIX.length()
        || !LEGAL.matcher(group).matches()) {
      return Optional.of("the specified group is too long or contains illegal characters");
    }
    return Optional.empty();
  }
}
