package io.diglot.core.group;

import java.util.List;
import java.util.Optional;

/**
 * A group as an administrator sees it.
 *
 * @param group the group
 * @param state where it stands; a group with live RocketMQ members is STABLE
 * @param protocolType {@code consumer} for consumers; empty for a group that only has offsets
 * @param protocol the chosen protocol, empty unless STABLE
 * @param members the members
 */
public record GroupDescription(
    String group,
    GroupState state,
    String protocolType,
    String protocol,
    List<DescribedMember> members) {

  /** Copies the members. */
  public GroupDescription {
    members = List.copyOf(members);
  }

  /**
   * A member as an administrator sees it.
   *
   * @param memberId its id
   * @param instanceId the id from its configuration
   * @param clientId the client's own name
   * @param clientHost the client's address
   * @param metadata its metadata, empty unless the group is STABLE
   * @param assignment its assignment, empty unless the group is STABLE
   */
  public record DescribedMember(
      String memberId,
      Optional<String> instanceId,
      String clientId,
      String clientHost,
      Blob metadata,
      Blob assignment) {}
}
