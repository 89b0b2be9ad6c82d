package io.diglot.server;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class ConfigOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Properties file; without it every key has its default.")
  private @Nullable Path file;

  @Option(
      names = "--print-config",
      description = "Print every known key with its default, and exit.")
  private boolean print;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  boolean print() {
    return print;
  }
}
