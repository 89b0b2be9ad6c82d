package io.diglot.core.group;

import java.util.Map;
import java.util.Optional;

/**
 * A member asks for its assignment; the leader brings everybody's.
 *
 * @param group the group
 * @param member who it is
 * @param generation the generation that it joined
 * @param protocolType the protocol type that it believes in, if it says so (version 5 on)
 * @param protocol the protocol that it believes in, if it says so (version 5 on)
 * @param assignments by member id; from the leader alone
 */
public record SyncRequest(
    String group,
    MemberIdentity member,
    int generation,
    Optional<String> protocolType,
    Optional<String> protocol,
    Map<String, Blob> assignments) {

  /** Copies the assignments. */
  public SyncRequest {
    assignments = Map.copyOf(assignments);
  }
}
