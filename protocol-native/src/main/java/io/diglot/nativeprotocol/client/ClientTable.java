package io.diglot.nativeprotocol.client;

import io.diglot.core.group.ClientGroups;
import io.diglot.remoting.Connection;
import io.diglot.remoting.ConnectionListener;
import io.diglot.remoting.LanguageCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections that sent a heartbeat, and who they said they are. The core knows a connection by
 * the number that it has here. Thread-safe.
 */
public final class ClientTable implements ConnectionListener {
  private static final int MAX_PRODUCER_GROUPS = 1_000;

  private final ClientGroups groups;
  private final AtomicLong lastNumber = new AtomicLong();
  private final ConcurrentMap<Connection, Client> byConnection = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, Client> byNumber = new ConcurrentHashMap<>();

  /** An empty table that tells the groups when a connection goes. */
  public ClientTable(ClientGroups groups) {
    this.groups = groups;
  }

  /**
   * A client as a heartbeat showed it.
   *
   * @param number the connection's number
   * @param connection its connection
   * @param clientId its id
   * @param language what it is written in
   * @param version its {@link io.diglot.remoting.ProtocolVersion}
   * @param producerGroups groups that it sends for
   */
  public record Client(
      long number,
      Connection connection,
      String clientId,
      LanguageCode language,
      int version,
      Set<String> producerGroups) {}

  /** Takes a heartbeat in; gives the client with its connection's number. */
  public Client seen(
      Connection connection,
      String clientId,
      LanguageCode language,
      int version,
      Set<String> producerGroups) {
    Client client =
        byConnection.compute(
            connection,
            (same, known) -> {
              long number = known == null ? lastNumber.incrementAndGet() : known.number();
              return new Client(
                  number, connection, clientId, language, version, bounded(producerGroups));
            });
    byNumber.put(client.number(), client);
    if (!connection.isOpen()) {
      // It went while the heartbeat was on its way: the listener may have been called already.
      closed(connection);
    }
    return client;
  }

  /** Forgets that a client sends for a group. */
  public void leaveProducers(Connection connection, String group) {
    byConnection.computeIfPresent(
        connection,
        (same, known) -> {
          Set<String> rest = new TreeSet<>(known.producerGroups());
          rest.remove(group);
          Client client =
              new Client(
                  known.number(),
                  connection,
                  known.clientId(),
                  known.language(),
                  known.version(),
                  rest);
          byNumber.put(client.number(), client);
          return client;
        });
  }

  /** The client behind a number that the core was given. */
  public Optional<Client> find(long number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** The clients that send for a group. */
  public List<Client> producers(String group) {
    List<Client> found = new ArrayList<>();
    for (Client client : byConnection.values()) {
      if (client.producerGroups().contains(group)) {
        found.add(client);
      }
    }
    return found;
  }

  /** Every producer group with its clients. */
  public Map<String, List<Client>> producers() {
    Map<String, List<Client>> table = new ConcurrentHashMap<>();
    for (Client client : byConnection.values()) {
      for (String group : client.producerGroups()) {
        table.computeIfAbsent(group, none -> new ArrayList<>()).add(client);
      }
    }
    return table;
  }

  @Override
  public void closed(Connection connection) {
    Client client = byConnection.remove(connection);
    if (client != null) {
      byNumber.remove(client.number());
      groups.disconnected(client.number());
    }
  }

  private static Set<String> bounded(Set<String> names) {
    Set<String> kept = new TreeSet<>();
    for (String name : names) {
      if (kept.size() < MAX_PRODUCER_GROUPS) {
        kept.add(name);
      }
    }
    return kept;
  }
}
