package io.diglot.core.group.machine;

import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Kafka's classic group protocol: one machine for all groups. Requests that wait are named by a
 * number (from 1 on) that the runtime gives them; their answers come out of a later command or of
 * {@link #tick}. For one thread.
 */
public final class ClassicMachine {
  private static final String NO_GROUP = "there is no such group";
  private static final String NOT_A_MEMBER = "not a member of the group under this id";

  private final GroupLimits limits;
  private final Rebalancing rebalancing;
  private final Joining joining;
  private final Map<String, ClassicGroup> groups = new HashMap<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

  private record Alarm(long at, String group) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return Long.compare(at, other.at);
    }
  }

  /** A machine without groups. */
  public ClassicMachine(GroupLimits limits) {
    this.limits = limits;
    this.rebalancing = new Rebalancing(limits);
    this.joining = new Joining(limits, rebalancing);
  }

  /** Takes groups over from the log; the sessions of their members begin now. */
  public void restore(Collection<LastingGroup> lasting, Now now) {
    for (LastingGroup each : lasting) {
      ClassicGroup group = ClassicGroup.restore(each, now);
      groups.put(group.name, group);
      arm(group);
    }
  }

  /**
   * A member joins.
   *
   * @param number the request's number, under which it is answered
   * @param freshId a member id that nobody has, for a member without one
   */
  public Outcome join(JoinRequest request, long number, String freshId, Now now) {
    OutcomeBuilder out = new OutcomeBuilder();
    boolean first = request.member().memberId().isEmpty();
    if (request.group().isEmpty()) {
      out.refuseJoin(number, BrokerError.INVALID_GROUP, "the group's name is empty");
    } else if (request.sessionTimeout() < limits.minSessionTimeout().toMillis()
        || request.sessionTimeout() > limits.maxSessionTimeout().toMillis()) {
      out.refuseJoin(
          number,
          BrokerError.INVALID_SESSION_TIMEOUT,
          "a session timeout of "
              + request.sessionTimeout()
              + " ms is outside the broker's limits");
    } else if (!first && !groups.containsKey(request.group())) {
      out.refuseJoin(number, BrokerError.UNKNOWN_MEMBER, NO_GROUP);
    } else {
      ClassicGroup group = groups.computeIfAbsent(request.group(), ClassicGroup::new);
      if (first) {
        joining.first(group, request, number, freshId, now, out);
      } else {
        joining.again(group, request, number, now, out);
      }
      settle(group, now, out);
    }
    return out.build();
  }

  /**
   * A member asks for its assignment.
   *
   * @param number the request's number, under which it is answered
   */
  public Outcome sync(SyncRequest request, long number, Now now) {
    OutcomeBuilder out = new OutcomeBuilder();
    Result<ClassicGroup> found = find(request.group(), request.member(), request.generation());
    if (found instanceof Result.Failed<ClassicGroup> failed) {
      out.refuseSync(number, failed.error(), failed.detail());
      return out.build();
    }
    ClassicGroup group = ((Result.Ok<ClassicGroup>) found).value();
    Member member = group.member(request.member().memberId()).orElseThrow();
    if (differs(request.protocolType(), group.protocolType)
        || differs(request.protocol(), group.protocol)) {
      out.refuseSync(number, BrokerError.INCONSISTENT_PROTOCOL, "the group chose another protocol");
      return out.build();
    }
    switch (group.state) {
      case EMPTY -> out.refuseSync(number, BrokerError.UNKNOWN_MEMBER, NOT_A_MEMBER);
      case PREPARING_REBALANCE ->
          out.refuseSync(number, BrokerError.REBALANCE_IN_PROGRESS, "the group rebalances");
      case COMPLETING_REBALANCE -> awaitAssignment(group, member, request, number, now, out);
      case STABLE -> {
        group.syncAwaited.remove(member.id);
        member.touch(now);
        out.sync(number, Rebalancing.assignment(group, member));
      }
    }
    settle(group, now, out);
    return out.build();
  }

  private void awaitAssignment(
      ClassicGroup group,
      Member member,
      SyncRequest request,
      long number,
      Now now,
      OutcomeBuilder out) {
    if (member.syncRequest != Member.NONE) {
      out.refuseSync(
          member.syncRequest, BrokerError.REBALANCE_IN_PROGRESS, "the member asked again");
    }
    member.syncRequest = number;
    group.syncAwaited.remove(member.id);
    if (group.isLeader(member)) {
      rebalancing.assign(group, request.assignments(), now, out);
    }
  }

  private static boolean differs(Optional<String> said, String known) {
    return said.isPresent() && !said.get().equals(known);
  }

  /** A sign of life. */
  public Result<Boolean> heartbeat(String name, MemberIdentity identity, int generation, Now now) {
    Result<ClassicGroup> found = find(name, identity, generation);
    if (found instanceof Result.Failed<ClassicGroup> failed) {
      return Result.failed(failed.error(), failed.detail());
    }
    ClassicGroup group = ((Result.Ok<ClassicGroup>) found).value();
    group.member(identity.memberId()).orElseThrow().touch(now);
    return group.state == GroupState.PREPARING_REBALANCE
        ? Result.failed(BrokerError.REBALANCE_IN_PROGRESS, "the group rebalances")
        : Result.ok(true);
  }

  /** What became of each member that wanted to leave, in order, and what follows. */
  public record Departure(Result<List<Result<Boolean>>> reply, Outcome outcome) {}

  /** Members leave. */
  public Departure leave(String name, List<MemberIdentity> leaving, Now now) {
    OutcomeBuilder out = new OutcomeBuilder();
    if (name.isEmpty()) {
      return new Departure(
          Result.failed(BrokerError.INVALID_GROUP, "the group's name is empty"), out.build());
    }
    List<Result<Boolean>> replies = new ArrayList<>();
    Optional<ClassicGroup> group = Optional.ofNullable(groups.get(name));
    for (MemberIdentity each : leaving) {
      replies.add(
          group.isEmpty()
              ? Result.failed(BrokerError.UNKNOWN_MEMBER, NO_GROUP)
              : leave(group.get(), each, now, out));
    }
    group.ifPresent(each -> settle(each, now, out));
    return new Departure(Result.ok(List.copyOf(replies)), out.build());
  }

  private Result<Boolean> leave(
      ClassicGroup group, MemberIdentity identity, Now now, OutcomeBuilder out) {
    if (identity.instanceId().isEmpty() && group.promised.remove(identity.memberId()) != null) {
      return Result.ok(true);
    }
    // An administrator names a static member by its instance id alone.
    boolean byInstance = identity.memberId().isEmpty() && identity.instanceId().isPresent();
    Optional<BrokerError> stranger = group.check(identity);
    if (stranger.isPresent() && !(byInstance && stranger.get() == BrokerError.FENCED_INSTANCE)) {
      return Result.failed(stranger.get(), NOT_A_MEMBER);
    }
    Optional<Member> member =
        byInstance
            ? identity.instanceId().flatMap(group::memberOfInstance)
            : group.member(identity.memberId());
    rebalancing.remove(group, member.orElseThrow(), now, out);
    return Result.ok(true);
  }

  /** Whether offsets may be committed in this name; counts as a sign of life. */
  public Result<Boolean> mayCommit(String name, MemberIdentity identity, int generation, Now now) {
    Optional<ClassicGroup> known = Optional.ofNullable(groups.get(name));
    boolean nobody =
        generation < 0 && identity.memberId().isEmpty() && identity.instanceId().isEmpty();
    if (known.isEmpty()) {
      return generation < 0
          ? Result.ok(true)
          : Result.failed(BrokerError.ILLEGAL_GENERATION, NO_GROUP);
    }
    ClassicGroup group = known.get();
    if (group.state == GroupState.EMPTY && generation < 0) {
      return Result.ok(true);
    }
    if (nobody) {
      return Result.failed(BrokerError.UNKNOWN_MEMBER, "the group has members: only they commit");
    }
    Result<ClassicGroup> found = find(name, identity, generation);
    if (found instanceof Result.Failed<ClassicGroup> failed) {
      return Result.failed(failed.error(), failed.detail());
    }
    if (group.state == GroupState.COMPLETING_REBALANCE) {
      return Result.failed(BrokerError.REBALANCE_IN_PROGRESS, "the group rebalances");
    }
    group.member(identity.memberId()).orElseThrow().touch(now);
    return Result.ok(true);
  }

  private Result<ClassicGroup> find(String name, MemberIdentity identity, int generation) {
    if (name.isEmpty()) {
      return Result.failed(BrokerError.INVALID_GROUP, "the group's name is empty");
    }
    ClassicGroup group = groups.get(name);
    if (group == null) {
      return Result.failed(BrokerError.UNKNOWN_MEMBER, NO_GROUP);
    }
    Optional<BrokerError> stranger = group.check(identity);
    if (stranger.isPresent()) {
      return Result.failed(stranger.get(), NOT_A_MEMBER);
    }
    if (group.generation != generation) {
      return Result.failed(
          BrokerError.ILLEGAL_GENERATION, "the group is at generation " + group.generation);
    }
    return Result.ok(group);
  }

  /** Whether a group has members. */
  public boolean hasMembers(String name) {
    ClassicGroup group = groups.get(name);
    return group != null && !group.members().isEmpty();
  }

  /**
   * When the last member left, milliseconds since the epoch; -1 for a group that has members or
   * never had one.
   */
  public long emptySince(String name) {
    ClassicGroup group = groups.get(name);
    return group == null ? -1 : group.emptySince;
  }

  /** A group as an administrator sees it. */
  public Optional<GroupDescription> describe(String name) {
    return Optional.ofNullable(groups.get(name)).map(ClassicGroup::describe);
  }

  /** The names of all groups. */
  public Set<String> names() {
    return new TreeSet<>(groups.keySet());
  }

  /** Whether nobody is in the group or about to be. */
  public boolean isIdle(String name) {
    ClassicGroup group = groups.get(name);
    return group == null || (group.state == GroupState.EMPTY && group.promised.isEmpty());
  }

  /** Whether the log holds something of the group. */
  public boolean isStored(String name) {
    ClassicGroup group = groups.get(name);
    return group != null && group.stored;
  }

  /** Forgets a group without members. */
  public void forget(String name) {
    if (hasMembers(name)) {
      throw new IllegalStateException("group " + name + " has members");
    }
    groups.remove(name);
  }

  /**
   * When {@link #tick} is to be called next, milliseconds since the epoch; {@link Long#MAX_VALUE}
   * for never.
   */
  public long nextDeadline() {
    Alarm next = alarms.peek();
    return next == null ? ClassicGroup.NEVER : next.at;
  }

  /** Lets happen what is due. */
  public Outcome tick(Now now) {
    OutcomeBuilder out = new OutcomeBuilder();
    for (Alarm alarm = alarms.peek();
        alarm != null && alarm.at <= now.elapsed();
        alarm = alarms.peek()) {
      alarms.remove();
      ClassicGroup group = groups.get(alarm.group);
      if (group != null && group.alarmAt == alarm.at) {
        group.alarmAt = ClassicGroup.NEVER;
        rebalancing.expire(group, now, out);
        arm(group);
        dropUnused(group);
      }
    }
    return out.build();
  }

  private void settle(ClassicGroup group, Now now, OutcomeBuilder out) {
    rebalancing.settle(group, now, out);
    arm(group);
    dropUnused(group);
  }

  /** A group that was only asked for leaves nothing behind. */
  private void dropUnused(ClassicGroup group) {
    if (!group.stored && isIdle(group.name)) {
      groups.remove(group.name);
    }
  }

  /** Heartbeats only move deadlines back, so an alarm may come too early, never too late. */
  private void arm(ClassicGroup group) {
    long next = group.nextDeadline();
    if (next < group.alarmAt) {
      group.alarmAt = next;
      alarms.add(new Alarm(next, group.name));
    }
  }
}
