package io.diglot.benchmarks.client;

import java.util.HashMap;
import java.util.Map;

/** What a driver was told: {@code key=value} each. */
final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  Arguments(String[] arguments) {
    for (String argument : arguments) {
      int separator = argument.indexOf('=');
      values.put(argument.substring(0, separator), argument.substring(separator + 1));
    }
  }

  String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("missing argument " + key);
    }
    return value;
  }

  int number(String key) {
    return Integer.parseInt(text(key));
  }

  boolean flag(String key) {
    return Boolean.parseBoolean(text(key));
  }
}
