package io.diglot.server.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values of all known keys: from the file, or their defaults. Immutable. */
final class Settings {
  private final String source;
  private final Map<String, Object> values;
  private final Map<String, Integer> lines;

  private Settings(String source, Map<String, Object> values, Map<String, Integer> lines) {
    this.source = source;
    this.values = Map.copyOf(values);
    this.lines = Map.copyOf(lines);
  }

  /**
   * Reads every entry of the file against the table of known keys; all faults are reported
   * together.
   */
  static Settings of(ConfigFile file, List<Key<?>> keys) throws ConfigException {
    Map<String, Key<?>> known = new LinkedHashMap<>();
    keys.forEach(key -> known.put(key.name(), key));
    Map<String, Object> values = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    List<String> faults = new ArrayList<>();
    for (ConfigFile.Entry entry : file.entries()) {
      Integer earlier = lines.putIfAbsent(entry.key(), entry.line());
      fault(entry, known, earlier, values)
          .ifPresent(f -> faults.add(file.name() + ":" + entry.line() + ": " + f));
    }
    if (!faults.isEmpty()) {
      throw new ConfigException(faults);
    }
    for (Key<?> key : keys) {
      if (!values.containsKey(key.name())) {
        values.put(key.name(), defaultOf(key));
      }
    }
    return new Settings(file.name(), values, lines);
  }

  private static Optional<String> fault(
      ConfigFile.Entry entry,
      Map<String, Key<?>> known,
      @Nullable Integer earlier,
      Map<String, Object> values) {
    Key<?> key = known.get(entry.key());
    if (key == null) {
      String nearest = NearestName.of(entry.key(), known.keySet());
      return Optional.of(
          "unknown key '" + entry.key() + "'; the nearest known key is '" + nearest + "'");
    }
    if (earlier != null) {
      return Optional.of(key.name() + " stands already in line " + earlier);
    }
    try {
      values.put(key.name(), key.parse(entry.value()));
      return Optional.empty();
    } catch (BadValueException e) {
      return Optional.of(key.name() + ": '" + entry.value() + "' " + e.getMessage());
    }
  }

  private static Object defaultOf(Key<?> key) {
    try {
      return key.parse(key.defaultText());
    } catch (BadValueException e) {
      throw new IllegalStateException("the default of " + key.name() + " " + e.getMessage(), e);
    }
  }

  /** The value of a key. */
  @SuppressWarnings("unchecked") // the value was made by this very key's type
  <T> T get(Key<T> key) {
    Object value = values.get(key.name());
    if (value == null) {
      throw new IllegalArgumentException(key.name() + " is not in the table");
    }
    return (T) value;
  }

  /**
   * A fault that only shows when several keys are seen together; told at the line of the given one.
   */
  ConfigException fault(Key<?> key, String reason) {
    Integer line = lines.get(key.name());
    return new ConfigException(
        List.of(source + (line == null ? "" : ":" + line) + ": " + key.name() + " " + reason));
  }
}
