package io.diglot.server;

import io.diglot.nameserver.NameServer;
import io.diglot.nameserver.NameServerConfig;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a name server on its own. */
final class NameserverProcess {
  private static final Logger LOG = LoggerFactory.getLogger(NameserverProcess.class);

  private NameserverProcess() {}

  /** Starts it; it serves when this returns. */
  static AutoCloseable start(NameServerConfig config) throws StartException {
    NameServer nameserver = open(config);
    LOG.info(
        "{} ready in {}: name server {}:{}",
        Version.text(),
        ReadyLine.sinceStart(),
        config.listen().getHostString(),
        nameserver.port());
    return nameserver;
  }

  /** The same without a word about it, for a name server beside a broker. */
  static NameServer open(NameServerConfig config) throws StartException {
    try {
      return NameServer.start(config, SystemClock.steady());
    } catch (IOException e) {
      throw new StartException("the name server does not start on " + config.listen(), e);
    }
  }
}
