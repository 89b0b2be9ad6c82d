package io.diglot.kafka.fetch;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.requests.FetchRequest;

/**
 * The fetch sessions (KIP-227): a bounded number, of which one that was silent for a while makes
 * room for a new one. A client that gets no session fetches in full, which is slower and works.
 * Thread-safe.
 */
final class FetchSessions {
  /** As {@code min.incremental.fetch.session.eviction.ms}. */
  private static final Duration SILENT = Duration.ofMinutes(2);

  private final int slots;
  private final InstantSource clock;
  private final RandomGenerator random;

  /** Longest silent first. */
  private final Map<Integer, Slot> byId = new LinkedHashMap<>(16, 0.75f, true);

  FetchSessions(int slots, InstantSource clock, RandomGenerator random) {
    this.slots = slots;
    this.clock = clock;
    this.random = random;
  }

  /** A new session with what the request wants; empty if there is no room. */
  synchronized Optional<FetchSession> open(FetchRequest first) {
    if (byId.size() >= slots && !evictSilent()) {
      return Optional.empty();
    }
    int id = random.nextInt(1, Integer.MAX_VALUE);
    while (byId.containsKey(id)) {
      id = random.nextInt(1, Integer.MAX_VALUE);
    }
    FetchSession session = new FetchSession(id, first);
    byId.put(id, new Slot(session, clock.millis()));
    return Optional.of(session);
  }

  /** A session by id, which counts as a use of it. */
  synchronized Optional<FetchSession> find(int id) {
    Slot slot = byId.get(id);
    if (slot == null) {
      return Optional.empty();
    }
    byId.put(id, new Slot(slot.session, clock.millis()));
    return Optional.of(slot.session);
  }

  synchronized void close(int id) {
    byId.remove(id);
  }

  private boolean evictSilent() {
    Iterator<Slot> oldest = byId.values().iterator();
    if (oldest.hasNext() && clock.millis() - oldest.next().usedAt > SILENT.toMillis()) {
      oldest.remove();
      return true;
    }
    return false;
  }

  private record Slot(FetchSession session, long usedAt) {}
}
