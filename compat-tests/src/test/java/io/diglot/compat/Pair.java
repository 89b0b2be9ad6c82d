package io.diglot.compat;

import io.diglot.compat.peer.Peer;

/** Whose producer, whose consumer, and which broker between them. */
enum Pair {
  KAFKA_TO_KAFKA(Broker.DIGLOT, Protocol.KAFKA, Protocol.KAFKA),
  KAFKA_TO_ROCKETMQ(Broker.DIGLOT, Protocol.KAFKA, Protocol.ROCKETMQ),
  ROCKETMQ_TO_KAFKA(Broker.DIGLOT, Protocol.ROCKETMQ, Protocol.KAFKA),
  ROCKETMQ_TO_ROCKETMQ(Broker.DIGLOT, Protocol.ROCKETMQ, Protocol.ROCKETMQ),
  KAFKA_TO_KAFKA_THROUGH_APACHE_KAFKA(Broker.APACHE_KAFKA, Protocol.KAFKA, Protocol.KAFKA),
  ROCKETMQ_TO_ROCKETMQ_THROUGH_APACHE_ROCKETMQ(
      Broker.APACHE_ROCKETMQ, Protocol.ROCKETMQ, Protocol.ROCKETMQ);

  /** What stands between the clients. */
  enum Broker {
    DIGLOT,
    APACHE_KAFKA,
    APACHE_ROCKETMQ
  }

  final Broker broker;
  final Protocol producing;
  final Protocol consuming;

  Pair(Broker broker, Protocol producing, Protocol consuming) {
    this.broker = broker;
    this.producing = producing;
    this.consuming = consuming;
  }

  boolean isSameProtocol() {
    return producing == consuming;
  }

  Peer producer(Brokers brokers) {
    return brokers.peer(broker, producing);
  }

  Peer consumer(Brokers brokers) {
    return brokers.peer(broker, consuming);
  }
}
