package io.diglot.server;

import io.diglot.core.Core;
import io.diglot.core.Core.CoreParts;
import io.diglot.core.runtime.Randomness;
import io.diglot.kafka.KafkaServer;
import io.diglot.kafka.records.KafkaRecordDecoder;
import io.diglot.kafka.records.KafkaStampReader;
import io.diglot.nameserver.BrokerRegistration;
import io.diglot.nameserver.NameServer;
import io.diglot.nameserver.NameServerConfig;
import io.diglot.nativeprotocol.NativePorts;
import io.diglot.nativeprotocol.NativeServer;
import io.diglot.nativeprotocol.convert.NativeRecordDecoder;
import io.diglot.server.config.BrokerConfig;
import io.diglot.server.config.Endpoint;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a broker together and starts it, from the inside out: name server, core, protocols,
 * registration. It closes in the reverse order, so that clients are turned away before what they
 * use goes.
 */
final class BrokerProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerProcess.class);

  private final BrokerConfig config;
  private final InstantSource clock = new SystemClock();
  private final RandomGenerator random = Randomness.secure();
  private final OpenParts parts = new OpenParts();

  private BrokerProcess(BrokerConfig config) {
    this.config = config;
  }

  /** Starts a broker; it serves when this returns. */
  static BrokerProcess alone(BrokerConfig config) throws StartException {
    return new BrokerProcess(config).started(false);
  }

  /**
   * Starts a broker and, on that address of {@code namesrvAddr} that is this machine's, a name
   * server.
   */
  static BrokerProcess withNameserver(BrokerConfig config) throws StartException {
    return new BrokerProcess(config).started(true);
  }

  private BrokerProcess started(boolean withNameserver) throws StartException {
    boolean up = false;
    try {
      Core core = parts.add(openCore());
      List<Endpoint> nameservers =
          withNameserver ? List.of(startNameserver()) : config.nameservers();
      NativeServer rocketmq = parts.add(startNative(core));
      KafkaServer kafka = parts.add(startKafka(core));
      register(core, rocketmq);
      LOG.info(
          "{} ready in {}: Kafka {}, RocketMQ {}, name server {}, data {}, {}",
          Version.text(),
          ReadyLine.sinceStart(),
          kafkaAddress(kafka),
          rocketmq.advertisedAddress(),
          nameservers.stream().map(Endpoint::toString).collect(Collectors.joining(";")),
          config.directory().toAbsolutePath().normalize(),
          ReadyLine.promise(config.core().log().durability()));
      up = true;
      return this;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  private Core openCore() throws StartException {
    try {
      Core core =
          Core.open(
              config.core(),
              LocalSegments.in(config.directory()),
              new CoreParts(
                  clock,
                  random,
                  new KafkaStampReader(),
                  List.of(new KafkaRecordDecoder(), new NativeRecordDecoder())));
      tellRecovery(core);
      return core;
    } catch (IOException e) {
      throw new StartException("cannot open the data directory " + config.directory(), e);
    }
  }

  private static void tellRecovery(Core core) {
    var found = core.recovery();
    if (!found.clean()) {
      LOG.warn(
          "the last run did not end cleanly: replayed {} frames, cut {} bytes of an unfinished append, in {} ms",
          found.replayedFrames(),
          found.cutBytes(),
          found.millis());
    }
    if (found.damagedFrames() > 0) {
      LOG.error("{} frames of the log are damaged and will not be served", found.damagedFrames());
    }
  }

  private Endpoint startNameserver() throws StartException {
    Endpoint own =
        config.nameservers().stream()
            .filter(LocalAddresses::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    new StartException(
                        "namesrvAddr has no address of this machine for the name server"));
    NameServer nameserver =
        parts.add(
            NameserverProcess.open(
                NameServerConfig.standard(
                    own.resolve(),
                    config.directory().resolve("nameserver").resolve("kvConfig.json"))));
    return new Endpoint(own.host(), nameserver.port());
  }

  private NativeServer startNative(Core core) throws StartException {
    NativePorts ports =
        new NativePorts(
            core.topics(),
            core.autoCreation(),
            core.queues(),
            core.delays(),
            core.records(),
            core.clientGroups(),
            core.subscriptionGroups(),
            core.offsets());
    try {
      return NativeServer.start(config.rocketmq(), ports, clock);
    } catch (IOException e) {
      throw new StartException("RocketMQ's protocol (listenPort) does not start", e);
    }
  }

  private KafkaServer startKafka(Core core) throws StartException {
    try {
      return KafkaServer.start(config.kafka(), core, clock, random);
    } catch (IOException e) {
      throw new StartException("Kafka's protocol (listeners) does not start", e);
    }
  }

  private String kafkaAddress(KafkaServer kafka) {
    var listener = config.kafka().listeners().get(0);
    int port = listener.advertisedPort() == 0 ? kafka.ports().get(0) : listener.advertisedPort();
    return new Endpoint(listener.advertisedHost(), port).toString();
  }

  /**
   * Returns when every name server was told, or could not be reached: it is tried again in the
   * background.
   */
  private void register(Core core, NativeServer rocketmq) {
    List<InetSocketAddress> addresses =
        config.nameservers().stream()
            .map(a -> InetSocketAddress.createUnresolved(a.host(), a.port()))
            .toList();
    RouteEntry entry =
        new RouteEntry(
            config.rocketmq(),
            core.topics(),
            rocketmq.advertisedAddress(),
            rocketmq.port(),
            clock.millis());
    BrokerRegistration registration = parts.add(new BrokerRegistration(addresses, entry));
    core.topics().onChange(registration::changed);
    registration.start().join();
  }

  @Override
  public void close() {
    parts.close();
  }
}
