package io.diglot.benchmarks.nullbroker;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How many messages each queue got: all that the null broker remembers of them. Both protocols
 * count here. Thread-safe; nothing blocks.
 */
final class NullTopics {
  private static final AtomicLongArray NO_QUEUES = new AtomicLongArray(0);

  private final Map<String, AtomicLongArray> ends = new ConcurrentHashMap<>();
  private final AtomicReference<CompletableFuture<Void>> more =
      new AtomicReference<>(new CompletableFuture<>());

  /** Makes a topic, or makes it anew, with this many empty queues. */
  void create(String topic, int queues) {
    ends.put(topic, new AtomicLongArray(queues));
  }

  Set<String> names() {
    return ends.keySet();
  }

  /** How many queues a topic has: none if there is no such topic. */
  int queues(String topic) {
    return queuesOf(topic).length();
  }

  /** The offset that the queue's next message gets. */
  long end(String topic, int queue) {
    return queuesOf(topic).get(queue);
  }

  /** Counts messages, and gives the offset of the first. */
  long append(String topic, int queue, int messages) {
    long first = queuesOf(topic).getAndAdd(queue, messages);
    more.getAndSet(new CompletableFuture<>()).complete(null);
    return first;
  }

  /** Completes with the next append, on its thread. To be asked for before looking at ends. */
  CompletableFuture<Void> more() {
    return Objects.requireNonNull(more.get());
  }

  private AtomicLongArray queuesOf(String topic) {
    return ends.getOrDefault(topic, NO_QUEUES);
  }
}
