package io.diglot.core.group.runtime;

import io.diglot.core.group.CommittedOffset;
import io.diglot.core.model.QueueName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Offsets that need not be kept at once: the newest of each queue, until they are committed
 * together. Thread-safe.
 */
final class PendingOffsets {
  private final ConcurrentMap<Place, CommittedOffset> newest = new ConcurrentHashMap<>();

  /** Where an offset counts. */
  private record Place(String group, QueueName queue) {}

  void put(String group, QueueName queue, CommittedOffset offset) {
    newest.put(new Place(group, queue), offset);
  }

  /** Puts it in the place of one that waits, if one does. */
  boolean replace(String group, QueueName queue, CommittedOffset offset) {
    return newest.replace(new Place(group, queue), offset) != null;
  }

  Optional<CommittedOffset> find(String group, QueueName queue) {
    return newest.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(newest.get(new Place(group, queue)));
  }

  /** What there is now, by group. */
  Map<String, Map<QueueName, CommittedOffset>> byGroup() {
    Map<String, Map<QueueName, CommittedOffset>> groups = new HashMap<>();
    newest.forEach(
        (place, offset) ->
            groups
                .computeIfAbsent(place.group(), none -> new HashMap<>())
                .put(place.queue(), offset));
    return groups;
  }

  /** Forgets whatever there is of these queues. */
  void forget(String group, Set<QueueName> queues) {
    queues.forEach(queue -> newest.remove(new Place(group, queue)));
  }

  /** Forgets whatever there is of a group. */
  void forget(String group) {
    newest.keySet().removeIf(place -> place.group().equals(group));
  }

  /** Forgets what was committed, unless something newer has taken its place. */
  void forgetCommitted(String group, Map<QueueName, CommittedOffset> committed) {
    committed.forEach((queue, offset) -> newest.remove(new Place(group, queue), offset));
  }
}
