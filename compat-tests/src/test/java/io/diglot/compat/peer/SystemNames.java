package io.diglot.compat.peer;

import java.util.Set;

/**
 * RocketMQ's property names that a user does not set; no class of RocketMQ's, for Kafka's clients
 * run without them.
 */
final class SystemNames {
  private static final Set<String> NAMES =
      Set.of(
          "KEYS",
          "WAIT",
          "DELAY",
          "UNIQ_KEY",
          "CLUSTER",
          "MSG_REGION",
          "TRACE_ON",
          "MIN_OFFSET",
          "MAX_OFFSET",
          "CONSUME_START_TIME",
          "RETRY_TOPIC",
          "REAL_TOPIC",
          "REAL_QID",
          "ORIGIN_MESSAGE_ID",
          "RECONSUME_TIME",
          "MAX_RECONSUME_TIMES",
          "INSTANCE_ID",
          "BUYER_ID",
          "__KAFKA_RECORD");

  private SystemNames() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
