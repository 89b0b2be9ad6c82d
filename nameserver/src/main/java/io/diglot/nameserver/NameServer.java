package io.diglot.nameserver;

import io.diglot.remoting.Connection;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RemotingServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A nameserver that is up. A broker is forgotten when it unregisters, at once when its connection
 * closes, and when it has been silent for two minutes (or what it asked for).
 */
public final class NameServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NameServer.class);
  private static final int NETWORK_THREADS = 2;

  private final EventLoops network = new EventLoops("nameserver", NETWORK_THREADS);
  private final EventLoops disk = new EventLoops("nameserver-disk", 1);
  private final Routes routes;
  private final RemotingServer server;
  private final InetSocketAddress address;
  private final ScheduledFuture<?> scan;

  /**
   * Starts a nameserver; it serves when this returns.
   *
   * @param clock what tells how long a broker has been silent
   * @throws IOException if the port cannot be had or the key-value table cannot be read
   */
  public static NameServer start(NameServerConfig config, InstantSource clock) throws IOException {
    return new NameServer(config, clock);
  }

  private NameServer(NameServerConfig config, InstantSource clock) throws IOException {
    routes = new Routes(clock);
    boolean up = false;
    try {
      KvTable values = new KvTable(config.kvConfigPath(), disk.scheduler());
      Switches switches = new Switches(config.switches());
      server =
          new RemotingServer(
              network,
              RemotingLimits.standard(),
              List.of(
                  new BrokerHandler(routes, values, switches),
                  new TopicHandler(routes, values, switches),
                  new ClusterHandler(routes, switches),
                  new KvHandler(values),
                  new ConfigHandler(config, switches)),
              List.of(this::connectionClosed));
      address = server.bind(config.listen());
      up = true;
    } finally {
      if (!up) {
        network.close();
        disk.close();
      }
    }
    long interval = config.scanInterval().toMillis();
    scan =
        network
            .scheduler()
            .scheduleWithFixedDelay(this::expire, interval, interval, TimeUnit.MILLISECONDS);
  }

  /** The port that it listens on. */
  public int port() {
    return address.getPort();
  }

  /** Stops; waits a few seconds for answers that are under way. */
  @Override
  public void close() {
    scan.cancel(false);
    server.close();
    network.close();
    disk.close();
  }

  private void connectionClosed(Connection connection) {
    if (routes.with((table, now) -> table.connectionClosed(connection))) {
      LOG.info("{}: its broker is forgotten, the connection closed", connection);
    }
  }

  private void expire() {
    for (Object connection : routes.with((table, now) -> table.expire(now))) {
      LOG.warn("{}: its broker is forgotten, it was silent for too long", connection);
      ((Connection) connection).close();
    }
  }
}
