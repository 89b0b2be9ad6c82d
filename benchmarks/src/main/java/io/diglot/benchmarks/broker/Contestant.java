package io.diglot.benchmarks.broker;

/** Whose broker it is. */
public enum Contestant {
  /** This project's. */
  DIGLOT("Diglot"),
  /** Apache Kafka, one KRaft node. */
  KAFKA("Kafka"),
  /** Apache RocketMQ, a name server and a master. */
  ROCKETMQ("RocketMQ");

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** How tables name it. */
  public String title() {
    return title;
  }
}
