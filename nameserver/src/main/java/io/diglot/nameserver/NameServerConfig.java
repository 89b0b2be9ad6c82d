package io.diglot.nameserver;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a nameserver runs. The keys are RocketMQ's.
 *
 * @param listen where it listens; key {@code listenPort} (9876), port 0 takes any free one
 * @param kvConfigPath the file that keeps the key-value table; key {@code kvConfigPath}
 * @param switches what can be changed while it runs
 * @param scanInterval how often it looks for brokers that have been silent for too long; key {@code
 *     scanNotActiveBrokerInterval}, in milliseconds (5 seconds)
 */
public record NameServerConfig(
    InetSocketAddress listen,
    Path kvConfigPath,
    NameServerSwitches switches,
    Duration scanInterval) {

  /** Refuses an interval that is not positive. */
  public NameServerConfig {
    if (scanInterval.isNegative() || scanInterval.isZero()) {
      throw new IllegalArgumentException(
          "scanNotActiveBrokerInterval must be positive: " + scanInterval);
    }
  }

  /** RocketMQ's defaults. */
  public static NameServerConfig standard(InetSocketAddress listen, Path kvConfigPath) {
    return new NameServerConfig(
        listen, kvConfigPath, NameServerSwitches.standard(), Duration.ofSeconds(5));
  }
}
