package io.diglot.core.group.machine;

import io.diglot.core.group.ClientGroups.ClientGroup;
import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Groups whose members divide the queues among themselves: who is in them and what they subscribe
 * to. A group without members is forgotten. Nothing here is in the log. For one thread.
 */
public final class ClientMachine {
  /** Milliseconds of silence after which a member is dropped (RocketMQ's channel expiry). */
  public static final long SILENCE = Duration.ofMinutes(2).toMillis();

  private final Map<String, Group> groups = new HashMap<>();

  /** Groups by connection, so that a lost connection does not search all groups. */
  private final Map<Long, Set<String>> groupsByConnection = new HashMap<>();

  private static final class Group {
    final Map<String, ClientMember> members = new LinkedHashMap<>();
    final Map<String, Subscription> subscriptions = new HashMap<>();
    boolean push;
    boolean broadcast;
    String consumeFromWhere = "";
  }

  /** No groups. */
  public ClientMachine() {}

  /** A member is alive; answers whether members or subscribed topics changed. */
  public boolean heartbeat(ClientHeartbeat heartbeat, long now) {
    Group group = groups.computeIfAbsent(heartbeat.group(), name -> new Group());
    group.push = heartbeat.push();
    group.broadcast = heartbeat.broadcast();
    group.consumeFromWhere = heartbeat.consumeFromWhere();
    ClientMember member = new ClientMember(heartbeat.clientId(), heartbeat.connection(), now);
    ClientMember before = group.members.put(member.clientId(), member);
    groupsByConnection
        .computeIfAbsent(member.connection(), id -> new HashSet<>())
        .add(heartbeat.group());
    if (before != null && before.connection() != member.connection()) {
      releaseConnection(before.connection(), heartbeat.group(), group);
    }
    boolean topicsChanged =
        heartbeat
            .subscriptions()
            .map(wanted -> subscribe(group.subscriptions, wanted))
            .orElse(false);
    return before == null || topicsChanged;
  }

  /**
   * The newest version of a subscription counts; topics that the member no longer names are
   * dropped.
   */
  private static boolean subscribe(
      Map<String, Subscription> known, Map<String, Subscription> wanted) {
    boolean changed = known.keySet().retainAll(wanted.keySet());
    for (Map.Entry<String, Subscription> each : wanted.entrySet()) {
      Subscription old = known.get(each.getKey());
      changed |= old == null;
      if (old == null || old.version() < each.getValue().version()) {
        known.put(each.getKey(), each.getValue());
      }
    }
    return changed;
  }

  /** A member leaves; answers whether it was one. */
  public boolean leave(String name, String clientId) {
    Group group = groups.get(name);
    if (group == null) {
      return false;
    }
    ClientMember gone = group.members.remove(clientId);
    if (gone == null) {
      return false;
    }
    releaseConnection(gone.connection(), name, group);
    if (group.members.isEmpty()) {
      groups.remove(name);
    }
    return true;
  }

  private void releaseConnection(long connection, String name, Group group) {
    Set<String> there = groupsByConnection.get(connection);
    if (there == null
        || group.members.values().stream().anyMatch(m -> m.connection() == connection)) {
      return;
    }
    there.remove(name);
    if (there.isEmpty()) {
      groupsByConnection.remove(connection);
    }
  }

  /** A connection is gone; answers the groups that lost a member by it. */
  public Set<String> disconnected(long connection) {
    return removeIf(
        groupsByConnection.getOrDefault(connection, Set.of()), m -> m.connection() == connection);
  }

  /** Drops who has been silent for too long; answers the groups that lost a member by it. */
  public Set<String> expire(long now) {
    return removeIf(groups.keySet(), member -> now - member.lastHeartbeat() >= SILENCE);
  }

  private Set<String> removeIf(Set<String> names, Predicate<ClientMember> gone) {
    Set<String> changed = new HashSet<>();
    for (String name : List.copyOf(names)) {
      Group group = groups.get(name);
      if (group == null) {
        continue;
      }
      for (ClientMember member : List.copyOf(group.members.values())) {
        if (gone.test(member) && leave(name, member.clientId())) {
          changed.add(name);
        }
      }
    }
    return Set.copyOf(changed);
  }

  /** Whether a group has members. */
  public boolean hasMembers(String name) {
    return groups.containsKey(name);
  }

  /** The names of groups with members. */
  public Set<String> names() {
    return Set.copyOf(groups.keySet());
  }

  /** A group with its members; empty without any. */
  public Optional<ClientGroup> find(String name) {
    return Optional.ofNullable(groups.get(name))
        .map(
            group ->
                new ClientGroup(
                    name,
                    group.push,
                    group.broadcast,
                    group.consumeFromWhere,
                    Map.copyOf(group.subscriptions),
                    List.copyOf(group.members.values())));
  }
}
