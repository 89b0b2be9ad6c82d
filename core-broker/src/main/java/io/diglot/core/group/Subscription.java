package io.diglot.core.group;

import java.util.Set;

/**
 * What a RocketMQ consumer group wants of a topic.
 *
 * @param topic topic name
 * @param expression as the client sent it, {@code *} for all
 * @param expressionType {@code TAG} or {@code SQL92}
 * @param tags the tags named; empty for all
 * @param version the client's version of it, greater is newer
 */
public record Subscription(
    String topic, String expression, String expressionType, Set<String> tags, long version) {

  /** Copies the tags. */
  public Subscription {
    tags = Set.copyOf(tags);
  }
}
