package io.diglot.benchmarks.broker;

/** Whose broker it is. */
public enum Contestant {
  /** This project's. */
  DIGLOT("Diglot"),
  /** Apache Kafka, one KRaft node. */
  KAFKA("Kafka"),
  /** Apache RocketMQ, a name server and a master. */
  ROCKETMQ("RocketMQ"),
  /** No broker at all, but what acknowledges and drops: the upper bound that the clients set. */
  NULL("null broker"),
  /** The same, but it writes what producers send to a file: the least that storing takes. */
  STORING("storing null broker");

  private final String title;

  Contestant(String title) {
    this.title = title;
  }

  /** Whether it belongs to this project, so that nobody has to choose it. */
  public boolean isOurs() {
    return this == DIGLOT || isBound();
  }

  /** Whether it only shows what others cannot surpass. */
  public boolean isBound() {
    return this == NULL || this == STORING;
  }

  /** How tables name it. */
  public String title() {
    return title;
  }
}
