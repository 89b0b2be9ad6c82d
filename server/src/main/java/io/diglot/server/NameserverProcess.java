package io.diglot.server;

import io.diglot.nameserver.NameServer;
import io.diglot.nameserver.NameServerConfig;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a name server on its own. */
final class NameserverProcess {
  private static final Logger LOG = LoggerFactory.getLogger(NameserverProcess.class);

  private NameserverProcess() {}

  /** Starts it; it serves when this returns. */
  static AutoCloseable start(NameServerConfig config) throws StartException {
    InstantSource clock = new SystemClock();
    NameServer nameserver = start(config, clock);
    LOG.info(
        "{} ready in {}: name server {}:{}",
        Version.text(),
        ReadyLine.sinceStart(),
        config.listen().getHostString(),
        nameserver.port());
    return nameserver;
  }

  static NameServer start(NameServerConfig config, InstantSource clock) throws StartException {
    try {
      return NameServer.start(config, clock);
    } catch (IOException e) {
      throw new StartException("the name server does not start on " + config.listen(), e);
    }
  }
}
