package io.diglot.kafka.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.protocol.ApiKeys;

/** The APIs that the broker offers. What ApiVersions says is computed from it. Immutable. */
public final class ApiTable {
  private final Map<ApiKeys, KafkaApi<?>> byKey = new EnumMap<>(ApiKeys.class);

  /**
   * The given APIs and, on top of them, ApiVersions.
   *
   * @throws IllegalArgumentException if two handlers claim one key
   */
  public ApiTable(List<? extends KafkaApi<?>> handlers) {
    List<KafkaApi<?>> all = new ArrayList<>(handlers);
    all.add(new ApiVersionsApi(this));
    for (KafkaApi<?> handler : all) {
      if (byKey.put(handler.key(), handler) != null) {
        throw new IllegalArgumentException("two handlers for " + handler.key());
      }
    }
  }

  /** The handler of an API in a version, if it is offered. */
  public Optional<KafkaApi<?>> find(ApiKeys key, short version) {
    KafkaApi<?> handler = byKey.get(key);
    if (handler == null
        || version < handler.lowestVersion()
        || version > handler.highestVersion()) {
      return Optional.empty();
    }
    return Optional.of(handler);
  }

  /** All handlers, in the order of their keys. */
  public Collection<KafkaApi<?>> all() {
    return List.copyOf(byKey.values());
  }
}
