package io.diglot.core.topic;

import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that a topic may have.
 *
 * @param name its name, stored and shown
 * @param origin whose word it is
 * @param type its type, as Kafka's DescribeConfigs names it
 * @param defaultValue what holds when nobody set it
 * @param check answers the value in its one written form, or empty for a value that is not allowed
 * @param allowed what is allowed, for a person
 */
public record TopicSetting(
    String name,
    Origin origin,
    ValueType type,
    String defaultValue,
    Function<String, Optional<String>> check,
    String allowed) {

  /** Whose word a setting is. */
  public enum Origin {
    /** A Kafka topic configuration. */
    KAFKA,
    /** A RocketMQ topic attribute. */
    NATIVE,
    /** Both have it. */
    BOTH,
    /** This broker's own. */
    DIGLOT
  }

  /** The types that Kafka's DescribeConfigs knows. */
  public enum ValueType {
    /** true or false. */
    BOOLEAN,
    /** 32 bits. */
    INT,
    /** 64 bits. */
    LONG,
    /** A decimal number. */
    DOUBLE,
    /** Text. */
    STRING,
    /** Text, comma-separated. */
    LIST
  }

  /** Whether Kafka's tools are shown it. */
  public boolean isKafka() {
    return origin != Origin.NATIVE;
  }
}
