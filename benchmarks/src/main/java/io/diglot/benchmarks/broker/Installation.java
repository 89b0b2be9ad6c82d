package io.diglot.benchmarks.broker;

import java.nio.file.Path;

/** Where the jars are, all of them built by Maven. */
public final class Installation {
  private final Path home;

  /** The root of the project. */
  public Installation(Path home) {
    this.home = home;
  }

  /** Diglot's own start command. */
  Path diglot() {
    return home.resolve("bin/diglot");
  }

  /** The class path of the real Kafka and its tools. */
  public String kafka() {
    return peer("kafka");
  }

  /** The class path of the real RocketMQ and its client. */
  public String rocketmq() {
    return peer("rocketmq");
  }

  private String peer(String name) {
    return home.resolve("compat-tests/peers").resolve(name).resolve("target/lib") + "/*";
  }

  /** The java command that runs this. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
