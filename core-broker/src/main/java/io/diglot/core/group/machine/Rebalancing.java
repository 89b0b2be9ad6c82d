package io.diglot.core.group.machine;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.GroupState;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a classic group comes from one generation to the next. */
final class Rebalancing {
  private static final String REBALANCES = "the group rebalances";

  private final GroupLimits limits;

  Rebalancing(GroupLimits limits) {
    this.limits = limits;
  }

  /** Begins a rebalance, unless one is being prepared already. */
  void begin(ClassicGroup group, Now now, OutcomeBuilder out) {
    if (group.state == GroupState.PREPARING_REBALANCE) {
      if (group.joinDeadline == ClassicGroup.NEVER) {
        group.joinDeadline = now.elapsed() + group.longestRebalanceTimeout();
      }
      return;
    }
    if (group.state == GroupState.COMPLETING_REBALANCE) {
      dropSyncs(group, now, out);
      group.clearAssignments();
    }
    group.initial = group.state == GroupState.EMPTY;
    group.state = GroupState.PREPARING_REBALANCE;
    group.syncAwaited.clear();
    group.syncDeadline = ClassicGroup.NEVER;
    if (group.initial) {
      long delay = limits.initialRebalanceDelay().toMillis();
      group.memberCame = false;
      group.prolongable = Math.max(0, group.longestRebalanceTimeout() - delay);
      group.joinDeadline = now.elapsed() + delay;
    } else {
      group.joinDeadline = now.elapsed() + group.longestRebalanceTimeout();
    }
  }

  private static void dropSyncs(ClassicGroup group, Now now, OutcomeBuilder out) {
    for (Member member : group.members()) {
      if (member.syncRequest != Member.NONE) {
        out.refuseSync(member.syncRequest, BrokerError.REBALANCE_IN_PROGRESS, REBALANCES);
        member.syncRequest = Member.NONE;
        member.touch(now);
      }
    }
  }

  /** Does what is due by now: to be called at the end of every command. */
  void settle(ClassicGroup group, Now now, OutcomeBuilder out) {
    if (group.state != GroupState.PREPARING_REBALANCE) {
      return;
    }
    boolean complete = !group.initial && group.allJoined();
    if (complete || group.joinDeadline <= now.elapsed()) {
      completeJoin(group, now, out);
    }
  }

  private void completeJoin(ClassicGroup group, Now now, OutcomeBuilder out) {
    if (group.initial && group.memberCame && group.prolongable > 0) {
      long delay = Math.min(limits.initialRebalanceDelay().toMillis(), group.prolongable);
      group.memberCame = false;
      group.prolongable -= delay;
      group.joinDeadline = now.elapsed() + delay;
      return;
    }
    group.initial = false;
    for (Member member : List.copyOf(group.members())) {
      // A static member may be restarting: its session decides.
      if (!member.isJoining() && member.instanceId.isEmpty()) {
        group.remove(member);
      }
    }
    if (group.members().isEmpty()) {
      becomeEmpty(group, now, out);
    } else if (group.members().stream().noneMatch(Member::isJoining)) {
      // Only static members, none of them back yet: until one is, or its session ends.
      group.joinDeadline = ClassicGroup.NEVER;
    } else {
      nextGeneration(group, now, out);
    }
  }

  private static void becomeEmpty(ClassicGroup group, Now now, OutcomeBuilder out) {
    group.state = GroupState.EMPTY;
    group.joinDeadline = ClassicGroup.NEVER;
    group.generation++;
    group.protocol = "";
    group.leader = "";
    group.emptySince = now.wallClock();
    store(group, out);
  }

  private static void nextGeneration(ClassicGroup group, Now now, OutcomeBuilder out) {
    if (!group.member(group.leader).map(Member::isJoining).orElse(false)) {
      group.leader =
          group.members().stream().filter(Member::isJoining).findFirst().orElseThrow().id;
    }
    group.state = GroupState.COMPLETING_REBALANCE;
    group.joinDeadline = ClassicGroup.NEVER;
    group.generation++;
    group.protocol = group.vote();
    group.emptySince = -1;
    for (Member member : group.members()) {
      if (member.isJoining()) {
        out.join(member.joinRequest, group.joined(member, false));
        member.joinRequest = Member.NONE;
      }
      member.fresh = false;
      member.touch(now);
      group.syncAwaited.add(member.id);
    }
    group.syncDeadline = now.elapsed() + group.longestRebalanceTimeout();
  }

  /** The leader brought the assignments. */
  void assign(ClassicGroup group, Map<String, Blob> assignments, Now now, OutcomeBuilder out) {
    for (Member member : group.members()) {
      member.assign(assignments.getOrDefault(member.id, Blob.EMPTY));
    }
    group.state = GroupState.STABLE;
    store(group, out);
    for (Member member : group.members()) {
      if (member.syncRequest != Member.NONE) {
        out.sync(member.syncRequest, assignment(group, member));
        member.syncRequest = Member.NONE;
        member.touch(now);
      }
    }
  }

  static Result<Assignment> assignment(ClassicGroup group, Member member) {
    return Result.ok(new Assignment(group.protocolType, group.protocol, member.assignment()));
  }

  static void store(ClassicGroup group, OutcomeBuilder out) {
    group.stored = true;
    out.event(new GroupEvent.GroupChanged(group.lasting()));
  }

  /** A member leaves, is removed, or has been silent for too long. */
  void remove(ClassicGroup group, Member member, Now now, OutcomeBuilder out) {
    if (member.joinRequest != Member.NONE) {
      out.refuseJoin(member.joinRequest, BrokerError.UNKNOWN_MEMBER, "the member was removed");
    }
    if (member.syncRequest != Member.NONE) {
      out.refuseSync(member.syncRequest, BrokerError.UNKNOWN_MEMBER, "the member was removed");
    }
    group.remove(member);
    begin(group, now, out);
  }

  /** Drops who has been silent for too long, and ends what lasted too long. */
  void expire(ClassicGroup group, Now now, OutcomeBuilder out) {
    group.promised.values().removeIf(until -> until <= now.elapsed());
    for (Member member : List.copyOf(group.members())) {
      if (member.sessionCounts() && member.deadline <= now.elapsed()) {
        remove(group, member, now, out);
      }
    }
    if (group.syncDeadline <= now.elapsed()) {
      group.syncDeadline = ClassicGroup.NEVER;
      for (String id : new ArrayList<>(group.syncAwaited)) {
        group.member(id).ifPresent(member -> remove(group, member, now, out));
      }
    }
    settle(group, now, out);
  }
}
