package io.diglot.core.group;

import java.util.Optional;

/**
 * Who a member of a classic group says it is.
 *
 * @param memberId the id that the broker gave it, empty for none
 * @param instanceId the id that its configuration gave it (KIP-345), which makes it a static member
 */
public record MemberIdentity(String memberId, Optional<String> instanceId) {

  /** A member without an instance id. */
  public static MemberIdentity of(String memberId) {
    return new MemberIdentity(memberId, Optional.empty());
  }
}
