package io.diglot.core.group;

import io.diglot.core.model.BrokerError;
import java.util.List;
import java.util.Optional;

/** What became of a {@link JoinRequest}. */
public sealed interface JoinReply {

  /**
   * The member belongs to a generation.
   *
   * @param memberId its id
   * @param generation number of the generation
   * @param protocolType the group's protocol type
   * @param protocol the protocol that was chosen
   * @param leader member id of the leader
   * @param skipAssignment whether the leader keeps the assignment that there is (KIP-814)
   * @param members all members, for the leader alone
   */
  record Joined(
      String memberId,
      int generation,
      String protocolType,
      String protocol,
      String leader,
      boolean skipAssignment,
      List<JoinedMember> members)
      implements JoinReply {

    /** Copies the members. */
    public Joined {
      members = List.copyOf(members);
    }
  }

  /**
   * A member as the leader is shown it.
   *
   * @param memberId its id
   * @param instanceId the id from its configuration
   * @param metadata its metadata under the chosen protocol
   */
  record JoinedMember(String memberId, Optional<String> instanceId, Blob metadata) {}

  /**
   * The member is to join again under this id (KIP-394).
   *
   * @param memberId the id
   */
  record MemberIdRequired(String memberId) implements JoinReply {}

  /**
   * The member may not join: INVALID_GROUP, INVALID_SESSION_TIMEOUT, INVALID_REQUEST,
   * UNKNOWN_MEMBER, INCONSISTENT_PROTOCOL, GROUP_FULL, FENCED_INSTANCE, GROUP_OF_OTHER_PROTOCOL,
   * NOT_READY.
   *
   * @param error why
   * @param detail a sentence for a person
   */
  record Refused(BrokerError error, String detail) implements JoinReply {}
}
