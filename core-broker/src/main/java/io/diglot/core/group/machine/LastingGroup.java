package io.diglot.core.group.machine;

import io.diglot.core.group.Blob;
import io.diglot.core.group.MemberProtocol;
import java.util.List;
import java.util.Optional;

/**
 * What of a classic group outlives the process: its last complete generation.
 *
 * @param group the group
 * @param generation number of the generation
 * @param protocolType protocol type, kept when the last member left
 * @param protocol the chosen protocol, empty without members
 * @param leader member id of the leader, empty without members
 * @param emptySince when the last member left, milliseconds since the epoch; -1 with members
 * @param members the members with their assignments
 */
public record LastingGroup(
    String group,
    int generation,
    String protocolType,
    String protocol,
    String leader,
    long emptySince,
    List<LastingMember> members) {

  /** Copies the members. */
  public LastingGroup {
    members = List.copyOf(members);
  }

  /**
   * What of a member outlives the process.
   *
   * @param memberId its id
   * @param instanceId the id from its configuration
   * @param clientId the client's own name
   * @param clientHost the client's address
   * @param sessionTimeout milliseconds
   * @param rebalanceTimeout milliseconds
   * @param protocols the protocols it knows
   * @param assignment its share
   */
  public record LastingMember(
      String memberId,
      Optional<String> instanceId,
      String clientId,
      String clientHost,
      int sessionTimeout,
      int rebalanceTimeout,
      List<MemberProtocol> protocols,
      Blob assignment) {

    /** Copies the protocols. */
    public LastingMember {
      protocols = List.copyOf(protocols);
    }
  }
}
