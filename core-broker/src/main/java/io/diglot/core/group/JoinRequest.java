package io.diglot.core.group;

import java.util.List;

/**
 * A member wants to join a classic group, or to join again.
 *
 * @param group the group
 * @param member who it is; no member id on the first try
 * @param clientId the client's own name, the beginning of the member id it gets
 * @param clientHost the client's address, for people
 * @param sessionTimeout milliseconds without a sign of life after which the member is dropped
 * @param rebalanceTimeout milliseconds that the member may take to join again in a rebalance
 * @param protocolType what kind of group it takes it for ({@code consumer}, {@code connect})
 * @param protocols the protocols it knows, preferred first
 * @param memberIdRequired whether a member without an id must join again under one (KIP-394,
 *     version 4 on)
 * @param skipAssignmentKnown whether the client knows that a leader may be told to skip the
 *     assignment (KIP-814, version 9 on)
 */
public record JoinRequest(
    String group,
    MemberIdentity member,
    String clientId,
    String clientHost,
    int sessionTimeout,
    int rebalanceTimeout,
    String protocolType,
    List<MemberProtocol> protocols,
    boolean memberIdRequired,
    boolean skipAssignmentKnown) {

  /** Copies the protocols. */
  public JoinRequest {
    protocols = List.copyOf(protocols);
  }
}
