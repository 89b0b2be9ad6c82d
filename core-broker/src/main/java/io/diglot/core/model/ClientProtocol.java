package io.diglot.core.model;

/** Which of the two worlds a client belongs to. */
public enum ClientProtocol {
  /** RocketMQ's remoting protocol. */
  NATIVE,
  /** Kafka's wire protocol. */
  KAFKA
}
