package io.diglot.server.config;

import java.util.List;

/**
 * The configuration cannot be used. The message names every fault on a line of its own, as {@code
 * file:line: reason}.
 */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  ConfigException(List<String> faults) {
    super(String.join(System.lineSeparator(), faults));
  }
}
