package io.diglot.core.topic;

import java.util.Collection;
import java.util.Optional;

/**
 * The two worlds' rules for topic names. The core takes what either takes; each protocol checks its
 * own on creation.
 */
public final class TopicNames {
  /** Prefix of a RocketMQ group's retry topic. */
  public static final String RETRY_PREFIX = "%RETRY%";

  /** Prefix of a RocketMQ group's dead letter topic. */
  public static final String DEAD_LETTER_PREFIX = "%DLQ%";

  private static final int NATIVE_LENGTH = 127;
  private static final int NATIVE_GROUP_TOPIC_LENGTH = 255;
  private static final int KAFKA_LENGTH = 249;

  private TopicNames() {}

  /**
   * RocketMQ: {@code [%|a-zA-Z0-9_-]}, at most 127 characters; retry and dead letter topics at most
   * 255.
   */
  public static boolean isNative(String name) {
    boolean ofGroup = name.startsWith(RETRY_PREFIX) || name.startsWith(DEAD_LETTER_PREFIX);
    int limit = ofGroup ? NATIVE_GROUP_TOPIC_LENGTH : NATIVE_LENGTH;
    return !name.isEmpty()
        && name.length() <= limit
        && name.chars().allMatch(c -> isCommon(c) || c == '%' || c == '|');
  }

  /** Kafka: {@code [a-zA-Z0-9._-]}, at most 249 characters, neither "." nor "..". */
  public static boolean isKafka(String name) {
    return !name.isEmpty()
        && name.length() <= KAFKA_LENGTH
        && !name.equals(".")
        && !name.equals("..")
        && name.chars().allMatch(c -> isCommon(c) || c == '.');
  }

  /** Whether the core takes the name. */
  public static boolean isValid(String name) {
    return isNative(name) || isKafka(name);
  }

  /**
   * A topic whose name differs from the given one only in '.' and '_': Kafka refuses to create the
   * second of them, because its metrics cannot tell them apart. A topic of the very same name is
   * none.
   */
  public static Optional<String> kafkaCollision(String name, Collection<String> names) {
    String folded = name.replace('.', '_');
    return names.stream()
        .filter(other -> !other.equals(name) && other.replace('.', '_').equals(folded))
        .findFirst();
  }

  private static boolean isCommon(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
