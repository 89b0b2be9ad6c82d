package io.diglot.nameserver.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All clusters, brokers, topics and their liveness. One caller at a time; what it gives out is
 * immutable and may go anywhere.
 *
 * <p>Its rules are RocketMQ's, where brokers of all its releases depend on them: a registration
 * changes a topic only if the broker's data version is new or the topic is not known of this
 * broker, so that a write permission that was taken away stays away until the broker's topics
 * change.
 */
public final class RouteTable {
  /** Topic to broker name to queues; no inner map is empty. */
  private final SortedMap<String, SortedMap<String, QueueRoute>> topics = new TreeMap<>();

  /** Broker name to replica group; none is without an address. */
  private final SortedMap<String, BrokerRoute> brokers = new TreeMap<>();

  private final Map<BrokerAddress, Life> lives = new HashMap<>();

  /** Grows with every change that a reader of routes can see. */
  private long routeVersion;

  /** What is known of one process. */
  private record Life(
      long seenAt, long timeoutMillis, DataVersion version, Object connection, String haAddress) {
    boolean isOver(long now) {
      return seenAt + timeoutMillis < now;
    }

    Life seen(long now) {
      return new Life(now, timeoutMillis, version, connection, haAddress);
    }
  }

  /** A number that is the same as long as no route, topic or cluster has changed. */
  public long routeVersion() {
    return routeVersion;
  }

  /** A broker registers, for the first time or again, over a connection. */
  public RegistrationOutcome register(Registration registration, Object connection, long now) {
    BrokerAddress address = registration.broker();
    BrokerRoute known = brokers.get(registration.brokerName());
    SortedMap<Long, String> addresses = new TreeMap<>(known == null ? Map.of() : known.addresses());
    // A process that changed its id, as a replica does that becomes master, leaves the old one.
    addresses
        .entrySet()
        .removeIf(
            entry ->
                entry.getValue().equals(address.address())
                    && entry.getKey() != registration.brokerId());
    String before = addresses.get(registration.brokerId());
    if (before != null && !before.equals(address.address()) && isNewer(before, registration)) {
      lives.remove(address);
      return new RegistrationOutcome.Outdated();
    }
    if (before == null && registration.topics().size() == 1) {
      return new RegistrationOutcome.FirstMustBeWhole();
    }
    addresses.put(registration.brokerId(), address.address());
    put(
        new BrokerRoute(
            address.cluster(),
            registration.brokerName(),
            addresses,
            registration.actingMaster().orElse(false),
            registration.zone()));
    if (speaksForTopics(registration, addresses)) {
      registerTopics(registration, before == null);
    }
    lives.put(
        address,
        new Life(
            now,
            registration.timeoutMillis(),
            registration.version(),
            connection,
            registration.haAddress()));
    return accepted(registration, addresses);
  }

  /** A broker leaves. */
  public void unregister(BrokerAddress address, String brokerName) {
    lives.remove(address);
    BrokerRoute known = brokers.get(brokerName);
    if (known == null) {
      return;
    }
    SortedMap<Long, String> left = new TreeMap<>(known.addresses());
    if (!left.values().remove(address.address())) {
      return;
    }
    if (left.isEmpty()) {
      brokers.remove(brokerName);
      routeVersion++;
      changeQueues(brokerName, queue -> Optional.empty());
      return;
    }
    BrokerRoute reduced = known.withAddresses(left);
    put(reduced);
    if (reduced.actingMaster() && !reduced.hasMaster()) {
      changeQueues(brokerName, queue -> Optional.of(withoutWrite(queue)));
    }
  }

  /** A broker that is registered is alive; one that is not stays unknown. */
  public void heartbeat(BrokerAddress address, long now) {
    lives.computeIfPresent(address, (key, life) -> life.seen(now));
  }

  /** Forgets every broker that has been silent for too long, and gives their connections. */
  public List<Object> expire(long now) {
    return forget(life -> life.isOver(now));
  }

  /** Forgets every broker that registered last over this connection; whether there was one. */
  public boolean connectionClosed(Object connection) {
    return !forget(life -> life.connection() == connection).isEmpty();
  }

  /** The version of the topics that a broker registered last. */
  public Optional<DataVersion> versionOf(BrokerAddress address) {
    return Optional.ofNullable(lives.get(address)).map(Life::version);
  }

  /** Takes write permission from every topic of a broker name; how many topics there are. */
  public int wipeWritePermission(String brokerName) {
    return changeQueues(brokerName, queue -> Optional.of(withoutWrite(queue)));
  }

  /** Gives every topic of a broker name read and write permission; how many topics there are. */
  public int addWritePermission(String brokerName) {
    int permission = TopicSettings.READ | TopicSettings.WRITE;
    return changeQueues(brokerName, queue -> Optional.of(queue.withPermission(permission)));
  }

  /** Forgets a topic on all brokers. */
  public void deleteTopic(String topic) {
    if (topics.remove(topic) != null) {
      routeVersion++;
    }
  }

  /** Forgets a topic on the brokers of a cluster. */
  public void deleteTopic(String topic, String cluster) {
    SortedMap<String, QueueRoute> queues = topics.get(topic);
    if (queues != null && queues.keySet().removeIf(name -> isIn(cluster, name))) {
      routeVersion++;
      if (queues.isEmpty()) {
        topics.remove(topic);
      }
    }
  }

  /** Announces a topic; nothing happens if one of the brokers is not registered. */
  public void registerTopic(String topic, List<QueueRoute> queues) {
    if (!queues.isEmpty()
        && queues.stream().allMatch(queue -> brokers.containsKey(queue.brokerName()))) {
      queues.forEach(queue -> put(topic, queue));
    }
  }

  /** The route of a topic, absent if no live broker has it. */
  public Optional<TopicRoute> route(String topic) {
    SortedMap<String, QueueRoute> queues = topics.getOrDefault(topic, new TreeMap<>());
    List<BrokerRoute> holders = new ArrayList<>();
    for (String name : queues.keySet()) {
      BrokerRoute holder = brokers.get(name);
      if (holder != null) {
        holders.add(holder);
      }
    }
    return holders.isEmpty()
        ? Optional.empty()
        : Optional.of(new TopicRoute(List.copyOf(queues.values()), holders));
  }

  /** All topics. */
  public List<String> topics() {
    return List.copyOf(topics.keySet());
  }

  /** All topics of a cluster. */
  public List<String> topicsOf(String cluster) {
    return topicsWhere(queues -> queues.keySet().stream().anyMatch(name -> isIn(cluster, name)));
  }

  /** All topics whose queues, those of the first broker name, are of a kind. */
  public List<String> topicsOfKind(Predicate<QueueRoute> kind) {
    return topicsWhere(queues -> kind.test(queues.get(queues.firstKey())));
  }

  /** All replica groups, by name. */
  public List<BrokerRoute> brokers() {
    return List.copyOf(brokers.values());
  }

  /** A replica group. */
  public Optional<BrokerRoute> broker(String brokerName) {
    return Optional.ofNullable(brokers.get(brokerName));
  }

  /** All clusters with the names of their replica groups. */
  public SortedMap<String, SortedSet<String>> clusters() {
    SortedMap<String, SortedSet<String>> clusters = new TreeMap<>();
    for (BrokerRoute broker : brokers.values()) {
      clusters.computeIfAbsent(broker.cluster(), key -> new TreeSet<>()).add(broker.brokerName());
    }
    return clusters;
  }

  private boolean isNewer(String addressBefore, Registration registration) {
    Life life = lives.get(new BrokerAddress(registration.broker().cluster(), addressBefore));
    return life != null && life.version().stateVersion() > registration.version().stateVersion();
  }

  /** The master does; and without one, from 5.0 on, the replica with the smallest id. */
  private static boolean speaksForTopics(
      Registration registration, SortedMap<Long, String> addresses) {
    return registration.brokerId() == Registration.MASTER
        || (registration.actingMaster().isPresent()
            && registration.brokerId() == addresses.firstKey());
  }

  private void registerTopics(Registration registration, boolean first) {
    String name = registration.brokerName();
    if (registration.dropsMissingTopics()) {
      SortedSet<String> wanted = new TreeSet<>();
      registration.topics().forEach(topic -> wanted.add(topic.topic()));
      dropTopics(name, wanted);
    }
    boolean standIn =
        registration.brokerId() != Registration.MASTER && registration.actingMaster().orElse(false);
    boolean changed =
        first || !versionOf(registration.broker()).equals(Optional.of(registration.version()));
    for (TopicSettings topic : registration.topics()) {
      if (changed || !isKnown(topic.topic(), name)) {
        QueueRoute queue =
            new QueueRoute(
                name, topic.readQueues(), topic.writeQueues(), topic.permission(), topic.sysFlag());
        put(topic.topic(), standIn ? withoutWrite(queue) : queue);
      }
    }
  }

  private void dropTopics(String brokerName, SortedSet<String> wanted) {
    boolean dropped = false;
    for (Map.Entry<String, SortedMap<String, QueueRoute>> topic : topics.entrySet()) {
      if (!wanted.contains(topic.getKey()) && topic.getValue().remove(brokerName) != null) {
        dropped = true;
      }
    }
    if (dropped) {
      routeVersion++;
      topics.values().removeIf(Map::isEmpty);
    }
  }

  private RegistrationOutcome accepted(
      Registration registration, SortedMap<Long, String> addresses) {
    String master = addresses.get(Registration.MASTER);
    if (registration.brokerId() == Registration.MASTER || master == null) {
      return new RegistrationOutcome.Accepted("", "");
    }
    Life life = lives.get(new BrokerAddress(registration.broker().cluster(), master));
    return life == null
        ? new RegistrationOutcome.Accepted("", "")
        : new RegistrationOutcome.Accepted(master, life.haAddress());
  }

  private List<Object> forget(Predicate<Life> which) {
    List<Object> connections = new ArrayList<>();
    List<BrokerAddress> gone = new ArrayList<>();
    lives.forEach(
        (address, life) -> {
          if (which.test(life)) {
            gone.add(address);
            connections.add(life.connection());
          }
        });
    gone.forEach(address -> unregister(address, nameOf(address)));
    return connections;
  }

  /** The group of a process, or an empty name, which no group has. */
  private String nameOf(BrokerAddress address) {
    for (BrokerRoute broker : brokers.values()) {
      if (broker.cluster().equals(address.cluster())
          && broker.addresses().containsValue(address.address())) {
        return broker.brokerName();
      }
    }
    return "";
  }

  private boolean isIn(String cluster, String brokerName) {
    BrokerRoute broker = brokers.get(brokerName);
    return broker != null && broker.cluster().equals(cluster);
  }

  private boolean isKnown(String topic, String brokerName) {
    SortedMap<String, QueueRoute> queues = topics.get(topic);
    return queues != null && queues.containsKey(brokerName);
  }

  private void put(BrokerRoute broker) {
    if (!broker.equals(brokers.put(broker.brokerName(), broker))) {
      routeVersion++;
    }
  }

  private void put(String topic, QueueRoute queue) {
    QueueRoute before =
        topics.computeIfAbsent(topic, key -> new TreeMap<>()).put(queue.brokerName(), queue);
    if (!queue.equals(before)) {
      routeVersion++;
    }
  }

  private int changeQueues(String brokerName, Function<QueueRoute, Optional<QueueRoute>> change) {
    int count = 0;
    for (SortedMap<String, QueueRoute> queues : topics.values()) {
      QueueRoute queue = queues.get(brokerName);
      if (queue != null) {
        count++;
        change
            .apply(queue)
            .ifPresentOrElse(to -> queues.put(brokerName, to), () -> queues.remove(brokerName));
      }
    }
    if (count > 0) {
      routeVersion++;
      topics.values().removeIf(Map::isEmpty);
    }
    return count;
  }

  private List<String> topicsWhere(Predicate<SortedMap<String, QueueRoute>> condition) {
    List<String> found = new ArrayList<>();
    topics.forEach(
        (topic, queues) -> {
          if (condition.test(queues)) {
            found.add(topic);
          }
        });
    return found;
  }

  private static QueueRoute withoutWrite(QueueRoute queue) {
    return queue.withPermission(queue.permission() & ~TopicSettings.WRITE);
  }
}
