package io.diglot.core.group.machine;

import io.diglot.core.group.Blob;
import io.diglot.core.group.GroupDescription.DescribedMember;
import io.diglot.core.group.JoinReply.JoinedMember;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.group.machine.LastingGroup.LastingMember;
import java.util.List;
import java.util.Optional;

/** A live member of a classic group. */
final class Member {
  /** No request waits. */
  static final long NONE = 0;

  final String id;
  final Optional<String> instanceId;
  private final String clientId;
  private final String clientHost;
  private int sessionTimeout;
  private int rebalanceTimeout;
  private List<MemberProtocol> protocols;
  private Blob assignment = Blob.EMPTY;

  /** Number of the join request that waits, or {@link #NONE}. */
  long joinRequest = NONE;

  /** Number of the sync request that waits, or {@link #NONE}. */
  long syncRequest = NONE;

  /**
   * Has not seen its first generation: it does not know its id yet, so it cannot send heartbeats.
   */
  boolean fresh;

  /** When its session ends. */
  long deadline;

  Member(String id, JoinRequest request) {
    this.id = id;
    this.instanceId = request.member().instanceId();
    this.clientId = request.clientId();
    this.clientHost = request.clientHost();
    this.sessionTimeout = request.sessionTimeout();
    this.rebalanceTimeout = request.rebalanceTimeout();
    this.protocols = request.protocols();
  }

  Member(LastingMember lasting) {
    this.id = lasting.memberId();
    this.instanceId = lasting.instanceId();
    this.clientId = lasting.clientId();
    this.clientHost = lasting.clientHost();
    this.sessionTimeout = lasting.sessionTimeout();
    this.rebalanceTimeout = lasting.rebalanceTimeout();
    this.protocols = lasting.protocols();
    this.assignment = lasting.assignment();
  }

  void update(JoinRequest request) {
    sessionTimeout = request.sessionTimeout();
    rebalanceTimeout = request.rebalanceTimeout();
    protocols = request.protocols();
  }

  void touch(Now now) {
    deadline = now.elapsed() + sessionTimeout;
  }

  /**
   * A member with a request in the broker cannot send heartbeats; only a fresh one may time out
   * then.
   */
  boolean sessionCounts() {
    return fresh || (joinRequest == NONE && syncRequest == NONE);
  }

  boolean isJoining() {
    return joinRequest != NONE;
  }

  int rebalanceTimeout() {
    return rebalanceTimeout;
  }

  List<MemberProtocol> protocols() {
    return protocols;
  }

  Blob assignment() {
    return assignment;
  }

  void assign(Blob share) {
    assignment = share;
  }

  boolean knows(String protocol) {
    return protocols.stream().anyMatch(each -> each.name().equals(protocol));
  }

  private Blob metadata(String protocol) {
    return protocols.stream()
        .filter(each -> each.name().equals(protocol))
        .map(MemberProtocol::metadata)
        .findFirst()
        .orElse(Blob.EMPTY);
  }

  JoinedMember joined(String protocol) {
    return new JoinedMember(id, instanceId, metadata(protocol));
  }

  DescribedMember described(String protocol) {
    return new DescribedMember(
        id, instanceId, clientId, clientHost, metadata(protocol), assignment);
  }

  DescribedMember described() {
    return new DescribedMember(id, instanceId, clientId, clientHost, Blob.EMPTY, Blob.EMPTY);
  }

  LastingMember lasting() {
    return new LastingMember(
        id,
        instanceId,
        clientId,
        clientHost,
        sessionTimeout,
        rebalanceTimeout,
        protocols,
        assignment);
  }
}
