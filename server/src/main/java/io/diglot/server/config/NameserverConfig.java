package io.diglot.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a name server runs on its own.
 *
 * @param listen keys {@code bindAddress} (127.0.0.1) and {@code listenPort} (9876)
 */
public record NameserverConfig(Endpoint listen) {

  /** Reads a file, or takes the defaults without one. */
  public static NameserverConfig load(Optional<Path> file) throws ConfigException {
    ConfigFile source =
        file.isPresent() ? ConfigFile.read(file.get()) : new ConfigFile("defaults", List.of());
    return of(Settings.of(source, NameserverKeys.ALL));
  }

  static NameserverConfig of(Settings settings) {
    return new NameserverConfig(
        new Endpoint(
            settings.get(NameserverKeys.BIND_ADDRESS), settings.get(NameserverKeys.LISTEN_PORT)));
  }
}
