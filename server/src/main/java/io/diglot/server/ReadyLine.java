package io.diglot.server;

import io.diglot.store.LogConfig.Durability;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** The line that says that all is up. */
final class ReadyLine {
  private ReadyLine() {}

  /** Time since the process began. */
  static String sinceStart(InstantSource clock) {
    Instant now = clock.instant();
    Instant began = ProcessHandle.current().info().startInstant().orElse(now);
    return String.format(Locale.ROOT, "%.2f s", Duration.between(began, now).toMillis() / 1000.0);
  }

  /** What an acknowledgement promises, in words. */
  static String promise(Durability durability) {
    return switch (durability) {
      case ASYNC_FLUSH -> "ASYNC_FLUSH: what is acknowledged survives a killed process";
      case SYNC_FLUSH -> "SYNC_FLUSH: what is acknowledged survives a power cut";
    };
  }
}
