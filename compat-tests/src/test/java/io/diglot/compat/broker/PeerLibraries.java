package io.diglot.compat.broker;

import java.nio.file.Path;

/** Where the peers' class paths are: the target directories of the modules under {@code peers}. */
public final class PeerLibraries {
  private PeerLibraries() {}

  /** The class path of a peer: everything that it was released with. */
  public static String classPath(String peer) {
    return Path.of(System.getProperty("diglot.peers", "peers"), peer, "target", "lib")
            .toAbsolutePath()
            .normalize()
        + "/*";
  }
}
