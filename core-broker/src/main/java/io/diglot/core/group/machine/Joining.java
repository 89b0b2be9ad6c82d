package io.diglot.core.group.machine;

import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.model.BrokerError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a join does to a group (KIP-62, KIP-345, KIP-394, KIP-814). */
final class Joining {
  /**
   * How long a member may wait for its first generation. Its session does not count yet, since it
   * cannot send heartbeats; but a client that gave up and came again must not wait in the group for
   * ever.
   */
  private static final long FRESH_MEMBER_TIMEOUT = Duration.ofMinutes(5).toMillis();

  private final GroupLimits limits;
  private final Rebalancing rebalancing;

  Joining(GroupLimits limits, Rebalancing rebalancing) {
    this.limits = limits;
    this.rebalancing = rebalancing;
  }

  /** A member without an id. */
  void first(
      ClassicGroup group,
      JoinRequest request,
      long number,
      String freshId,
      Now now,
      OutcomeBuilder out) {
    if (refused(group, request, number, out)) {
      return;
    }
    Optional<Member> predecessor = request.member().instanceId().flatMap(group::memberOfInstance);
    if (predecessor.isPresent()) {
      replaceStatic(group, predecessor.get(), request, number, freshId, now, out);
    } else if (request.member().instanceId().isEmpty() && request.memberIdRequired()) {
      group.promised.put(freshId, now.elapsed() + request.sessionTimeout());
      out.join(number, new JoinReply.MemberIdRequired(freshId));
    } else {
      add(group, freshId, request, number, now, out);
    }
  }

  /** A member with an id: one that was promised it, or one that joins again. */
  void again(ClassicGroup group, JoinRequest request, long number, Now now, OutcomeBuilder out) {
    if (refused(group, request, number, out)) {
      return;
    }
    String id = request.member().memberId();
    if (group.promised.containsKey(id) && request.member().instanceId().isEmpty()) {
      add(group, id, request, number, now, out);
      return;
    }
    Optional<BrokerError> stranger = group.check(request.member());
    if (stranger.isPresent()) {
      out.refuseJoin(number, stranger.get(), "not a member of the group under this id");
      return;
    }
    Member member = group.member(id).orElseThrow();
    if (mustRebalance(group, member, request)) {
      rejoin(group, member, request, number, now, out);
    } else {
      // It missed the answer to its last join.
      member.touch(now);
      out.join(number, group.joined(member, false));
    }
  }

  private static boolean mustRebalance(ClassicGroup group, Member member, JoinRequest request) {
    boolean same = member.protocols().equals(request.protocols());
    return switch (group.state) {
      case EMPTY, PREPARING_REBALANCE -> true;
      case COMPLETING_REBALANCE -> !same;
      // A leader joins again because it saw something change that the members' metadata does not
      // show.
      case STABLE -> !same || group.isLeader(member);
    };
  }

  private boolean refused(
      ClassicGroup group, JoinRequest request, long number, OutcomeBuilder out) {
    if (!group.fits(request.protocolType(), request.protocols())) {
      out.refuseJoin(
          number,
          BrokerError.INCONSISTENT_PROTOCOL,
          "no protocol in common with the group's members");
      return true;
    }
    if (!group.hasRoomFor(request.member().memberId(), limits.maxSize())) {
      group.promised.remove(request.member().memberId());
      out.refuseJoin(
          number, BrokerError.GROUP_FULL, "the group has " + limits.maxSize() + " members already");
      return true;
    }
    return false;
  }

  private void add(
      ClassicGroup group,
      String id,
      JoinRequest request,
      long number,
      Now now,
      OutcomeBuilder out) {
    Member member = new Member(id, request);
    member.joinRequest = number;
    member.fresh = true;
    member.deadline = now.elapsed() + FRESH_MEMBER_TIMEOUT;
    if (group.members().isEmpty()) {
      group.protocolType = request.protocolType();
    }
    group.put(member);
    if (group.state == GroupState.PREPARING_REBALANCE && group.generation == 0) {
      group.memberCame = true;
    }
    rebalancing.begin(group, now, out);
  }

  private void rejoin(
      ClassicGroup group,
      Member member,
      JoinRequest request,
      long number,
      Now now,
      OutcomeBuilder out) {
    supersede(member, BrokerError.REBALANCE_IN_PROGRESS, out);
    member.update(request);
    member.joinRequest = number;
    rebalancing.begin(group, now, out);
  }

  /**
   * A static member came back without its id: it takes its place, and whoever held it is fenced.
   */
  private void replaceStatic(
      ClassicGroup group,
      Member old,
      JoinRequest request,
      long number,
      String freshId,
      Now now,
      OutcomeBuilder out) {
    String formerLeader = group.leader;
    boolean leads = group.isLeader(old);
    supersede(old, BrokerError.FENCED_INSTANCE, out);
    Member member = new Member(freshId, request);
    member.assign(old.assignment());
    member.touch(now);
    group.remove(old);
    group.put(member);
    if (leads) {
      group.leader = freshId;
    }
    if (group.state != GroupState.STABLE || !group.vote().equals(group.protocol)) {
      // In a rebalance its share may have been made out to the old id already: everybody joins
      // again.
      member.joinRequest = number;
      rebalancing.begin(group, now, out);
      return;
    }
    Rebalancing.store(group, out);
    out.join(number, resumed(group, member, request.skipAssignmentKnown(), formerLeader));
  }

  /**
   * A leader that came back must not assign anew: it is told to skip that, or, if it does not know
   * how to, that its former self leads.
   */
  private static JoinReply resumed(
      ClassicGroup group, Member member, boolean skipAssignmentKnown, String formerLeader) {
    if (skipAssignmentKnown) {
      return group.joined(member, group.isLeader(member));
    }
    return new JoinReply.Joined(
        member.id,
        group.generation,
        group.protocolType,
        group.protocol,
        formerLeader,
        false,
        List.of());
  }

  /** Answers what the member's earlier self still waits for. */
  private static void supersede(Member member, BrokerError error, OutcomeBuilder out) {
    if (member.joinRequest != Member.NONE) {
      out.refuseJoin(member.joinRequest, error, "the member joined again");
      member.joinRequest = Member.NONE;
    }
    if (member.syncRequest != Member.NONE) {
      out.refuseSync(member.syncRequest, error, "the member joined again");
      member.syncRequest = Member.NONE;
    }
  }
}
