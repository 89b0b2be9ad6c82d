package io.diglot.server;

import io.diglot.store.LogConfig.Durability;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The line that says that all is up. */
final class ReadyLine {
  private ReadyLine() {}

  /** Time since the JVM began. */
  static String sinceStart() {
    long millis = ManagementFactory.getRuntimeMXBean().getUptime();
    return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
  }

  /** What an acknowledgement promises, in words. */
  static String promise(Durability durability) {
    return switch (durability) {
      case ASYNC_FLUSH -> "ASYNC_FLUSH: what is acknowledged survives a killed process";
      case SYNC_FLUSH -> "SYNC_FLUSH: what is acknowledged survives a power cut";
    };
  }
}
