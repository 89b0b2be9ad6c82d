package io.diglot.core.topic.machine;

import io.diglot.core.model.Topic;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** All topics. Lookups may be made on any thread; changes come from one at a time. */
public final class TopicState {
  /**
   * The setting that holds a topic's second name, for clients that the first one is illegal for.
   */
  public static final String ALIAS = "native.alias";

  private final Map<Integer, Topic> byNumber = new ConcurrentHashMap<>();
  private final Map<UUID, Topic> byId = new ConcurrentHashMap<>();
  private final Map<String, Topic> byName = new ConcurrentHashMap<>();
  private final Map<String, Topic> byAlias = new ConcurrentHashMap<>();
  private int nextNumber = 1;
  private int queueCount;
  private volatile long version;

  /** By name, or by alias. */
  public Optional<Topic> find(String name) {
    Topic topic = byName.get(name);
    return Optional.ofNullable(topic == null ? byAlias.get(name) : topic);
  }

  /** By id. */
  public Optional<Topic> find(UUID id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** By number. */
  public Optional<Topic> find(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** All of them. */
  public Collection<Topic> all() {
    return Collections.unmodifiableCollection(byNumber.values());
  }

  /** How many changes there were. */
  public long version() {
    return version;
  }

  /** The number that the next topic gets. */
  public int nextNumber() {
    return nextNumber;
  }

  /** Queues of all topics. */
  public int queueCount() {
    return queueCount;
  }

  /** Takes a change in. */
  public void apply(TopicEvent event) {
    long nextVersion = version + 1;
    if (event instanceof TopicEvent.Created created) {
      put(created.topic());
      nextNumber = Math.max(nextNumber, created.topic().number() + 1);
    } else if (event instanceof TopicEvent.Changed changed) {
      put(changed.topic());
    } else if (event instanceof TopicEvent.Deleted deleted) {
      remove(deleted.number());
    }
    version = nextVersion;
  }

  /** Replaces everything. */
  public void restore(Collection<Topic> topics, int next, long knownVersion) {
    byNumber.clear();
    byId.clear();
    byName.clear();
    byAlias.clear();
    queueCount = 0;
    topics.forEach(this::put);
    nextNumber = next;
    version = knownVersion;
  }

  private void put(Topic topic) {
    Topic before = byNumber.put(topic.number(), topic);
    byId.put(topic.id(), topic);
    byName.put(topic.name(), topic);
    String alias = topic.settings().get(ALIAS);
    if (alias != null) {
      byAlias.put(alias, topic);
    }
    queueCount += topic.queueCount();
    if (before != null) {
      queueCount -= before.queueCount();
      String aliasBefore = before.settings().get(ALIAS);
      if (aliasBefore != null && !aliasBefore.equals(alias)) {
        byAlias.remove(aliasBefore);
      }
    }
  }

  private void remove(int number) {
    Topic topic = byNumber.remove(number);
    if (topic == null) {
      return;
    }
    byId.remove(topic.id());
    byName.remove(topic.name());
    String alias = topic.settings().get(ALIAS);
    if (alias != null) {
      byAlias.remove(alias);
    }
    queueCount -= topic.queueCount();
  }
}
