package io.diglot.core.group.machine;

import io.diglot.core.group.Blob;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.model.BrokerError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A classic group: who is in it and where it stands. What happens when is {@link Rebalancing}'s
 * business.
 */
final class ClassicGroup {
  static final long NEVER = Long.MAX_VALUE;

  final String name;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, String> memberByInstance = new HashMap<>();

  /**
   * Members that were given an id and are to join again under it, with the time until which they
   * may.
   */
  final Map<String, Long> promised = new LinkedHashMap<>();

  /** Members that have not asked for their assignment in this generation. */
  final Set<String> syncAwaited = new HashSet<>();

  GroupState state = GroupState.EMPTY;
  int generation;
  String protocolType = "";
  String protocol = "";
  String leader = "";

  /** When the last member left; -1 with members, and for a group that never had one. */
  long emptySince = -1;

  /** Whether the log knows the group. */
  boolean stored;

  /** When the preparation of a rebalance ends, if it has not ended before. */
  long joinDeadline = NEVER;

  /** When members that have not synced are dropped. */
  long syncDeadline = NEVER;

  /**
   * The first rebalance after the group was empty waits for its whole delay, in the hope for more
   * members.
   */
  boolean initial;

  /** A member came during the first rebalance of the group's life: wait a little longer. */
  boolean memberCame;

  /** How many milliseconds the first rebalance may still be prolonged. */
  long prolongable;

  /** The earliest alarm that is set for this group. */
  long alarmAt = NEVER;

  ClassicGroup(String name) {
    this.name = name;
  }

  static ClassicGroup restore(LastingGroup lasting, Now now) {
    ClassicGroup group = new ClassicGroup(lasting.group());
    group.generation = lasting.generation();
    group.protocolType = lasting.protocolType();
    group.protocol = lasting.protocol();
    group.leader = lasting.leader();
    group.emptySince = lasting.emptySince();
    group.stored = true;
    for (LastingGroup.LastingMember each : lasting.members()) {
      Member member = new Member(each);
      member.touch(now);
      group.put(member);
    }
    group.state = group.members.isEmpty() ? GroupState.EMPTY : GroupState.STABLE;
    return group;
  }

  Collection<Member> members() {
    return members.values();
  }

  Optional<Member> member(String id) {
    return Optional.ofNullable(members.get(id));
  }

  Optional<Member> memberOfInstance(String instanceId) {
    return Optional.ofNullable(memberByInstance.get(instanceId)).flatMap(this::member);
  }

  void put(Member member) {
    members.put(member.id, member);
    member.instanceId.ifPresent(instance -> memberByInstance.put(instance, member.id));
    promised.remove(member.id);
  }

  void remove(Member member) {
    members.remove(member.id);
    member.instanceId.ifPresent(instance -> memberByInstance.remove(instance, member.id));
    syncAwaited.remove(member.id);
    if (leader.equals(member.id)) {
      leader = members.isEmpty() ? "" : members.keySet().iterator().next();
    }
  }

  /** Whether a member is who it says it is. */
  Optional<BrokerError> check(MemberIdentity member) {
    if (member.instanceId().isPresent()) {
      Optional<Member> known = memberOfInstance(member.instanceId().get());
      if (known.isEmpty()) {
        return Optional.of(BrokerError.UNKNOWN_MEMBER);
      }
      return known.get().id.equals(member.memberId())
          ? Optional.empty()
          : Optional.of(BrokerError.FENCED_INSTANCE);
    }
    return members.containsKey(member.memberId())
        ? Optional.empty()
        : Optional.of(BrokerError.UNKNOWN_MEMBER);
  }

  boolean isLeader(Member member) {
    return leader.equals(member.id);
  }

  boolean allJoined() {
    return promised.isEmpty() && members.values().stream().allMatch(Member::isJoining);
  }

  /** Whether one more may join, given the limit. */
  boolean hasRoomFor(String memberId, int maxSize) {
    return switch (state) {
      case EMPTY -> true;
      case PREPARING_REBALANCE ->
          member(memberId).map(Member::isJoining).orElse(false)
              || members.values().stream().filter(Member::isJoining).count() < maxSize;
      case COMPLETING_REBALANCE, STABLE ->
          members.containsKey(memberId) || members.size() < maxSize;
    };
  }

  /** Whether a member with these protocols can take part. */
  boolean fits(String type, List<MemberProtocol> protocols) {
    if (type.isEmpty() || protocols.isEmpty()) {
      return false;
    }
    if (members.isEmpty()) {
      return true;
    }
    return type.equals(protocolType)
        && protocols.stream()
            .anyMatch(each -> members.values().stream().allMatch(m -> m.knows(each.name())));
  }

  /** The protocol that all know and most prefer; with as many votes, the one voted for first. */
  String vote() {
    Map<String, Integer> votes = new LinkedHashMap<>();
    for (Member member : members.values()) {
      member.protocols().stream()
          .map(MemberProtocol::name)
          .filter(each -> members.values().stream().allMatch(m -> m.knows(each)))
          .findFirst()
          .ifPresent(each -> votes.merge(each, 1, Integer::sum));
    }
    String best = "";
    int most = 0;
    for (Map.Entry<String, Integer> each : votes.entrySet()) {
      if (each.getValue() > most) {
        best = each.getKey();
        most = each.getValue();
      }
    }
    return best;
  }

  long longestRebalanceTimeout() {
    return members.values().stream().mapToLong(Member::rebalanceTimeout).max().orElse(0);
  }

  /** The next time at which something happens by itself. */
  long nextDeadline() {
    long next = Math.min(joinDeadline, syncDeadline);
    for (long each : promised.values()) {
      next = Math.min(next, each);
    }
    for (Member member : members.values()) {
      if (member.sessionCounts()) {
        next = Math.min(next, member.deadline);
      }
    }
    return next;
  }

  JoinReply joined(Member member, boolean skipAssignment) {
    List<JoinReply.JoinedMember> shown = new ArrayList<>();
    if (isLeader(member)) {
      members.values().forEach(each -> shown.add(each.joined(protocol)));
    }
    return new JoinReply.Joined(
        member.id, generation, protocolType, protocol, leader, skipAssignment, shown);
  }

  void clearAssignments() {
    members.values().forEach(each -> each.assign(Blob.EMPTY));
  }

  LastingGroup lasting() {
    List<LastingGroup.LastingMember> all = members.values().stream().map(Member::lasting).toList();
    return new LastingGroup(name, generation, protocolType, protocol, leader, emptySince, all);
  }

  GroupDescription describe() {
    if (state == GroupState.STABLE) {
      return new GroupDescription(
          name,
          state,
          protocolType,
          protocol,
          members.values().stream().map(m -> m.described(protocol)).toList());
    }
    return new GroupDescription(
        name, state, protocolType, "", members.values().stream().map(Member::described).toList());
  }
}
