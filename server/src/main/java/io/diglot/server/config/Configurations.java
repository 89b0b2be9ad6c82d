package io.diglot.server.config;

import io.diglot.nameserver.NameServerConfig;
import io.diglot.nameserver.NameServerSwitches;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads configuration files. */
public final class Configurations {
  private Configurations() {}

  /**
   * Reads a broker's file, or takes the defaults without one.
   *
   * @param machine what some defaults are measured by
   */
  public static BrokerConfig broker(Optional<Path> file, Machine machine) throws ConfigException {
    return BrokerConfig.of(Settings.of(source(file), BrokerKeys.ALL), machine);
  }

  /** Reads the file of a name server that runs on its own, or takes the defaults without one. */
  public static NameServerConfig nameserver(Optional<Path> file) throws ConfigException {
    return nameserver(Settings.of(source(file), NameserverKeys.ALL));
  }

  private static ConfigFile source(Optional<Path> file) throws ConfigException {
    return file.isPresent() ? ConfigFile.read(file.get()) : new ConfigFile("defaults", List.of());
  }

  static NameServerConfig nameserver(Settings settings) {
    return new NameServerConfig(
        new Endpoint(
                settings.get(NameserverKeys.BIND_ADDRESS), settings.get(NameserverKeys.LISTEN_PORT))
            .resolve(),
        Path.of(settings.get(NameserverKeys.KV_CONFIG_PATH)),
        new NameServerSwitches(
            settings.get(NameserverKeys.ORDER_MESSAGE_ENABLE),
            settings.get(NameserverKeys.RETURN_ORDER_TOPIC_CONFIG_TO_BROKER),
            settings.get(NameserverKeys.ENABLE_ALL_TOPIC_LIST),
            settings.get(NameserverKeys.ENABLE_TOPIC_LIST),
            settings.get(NameserverKeys.DELETE_TOPIC_WITH_BROKER_REGISTRATION)),
        Duration.ofMillis(settings.get(NameserverKeys.SCAN_NOT_ACTIVE_BROKER_INTERVAL)));
  }
}
