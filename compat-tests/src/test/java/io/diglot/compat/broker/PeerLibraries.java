package io.diglot.compat.broker;

import java.io.File;
import java.nio.file.Path;

/** Where the peers' class paths are: the target directories of the modules under {@code peers}. */
public final class PeerLibraries {
  private PeerLibraries() {}

  /** The class path of a peer: everything that it was released with. */
  public static String classPath(String peer) {
    return directory(peer).resolve("target").resolve("lib") + "/*";
  }

  /** RocketMQ's tools and brokers, without their logs. */
  static String quietRocketmq() {
    return directory("rocketmq").resolve("quiet") + File.pathSeparator + classPath("rocketmq");
  }

  private static Path directory(String peer) {
    return Path.of(System.getProperty("diglot.peers", "peers"), peer).toAbsolutePath().normalize();
  }
}
