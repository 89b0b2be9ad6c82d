package io.diglot.kafka.api;

import java.util.List;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The operations that responses list as permitted: without an authorizer, all that there are for
 * the resource (KIP-430).
 */
public final class Operations {
  /** What a response carries that was not asked for them. */
  public static final int NOT_ASKED = Integer.MIN_VALUE;

  /** All on a topic. */
  public static final int TOPIC =
      bits(
          List.of(
              AclOperation.READ,
              AclOperation.WRITE,
              AclOperation.CREATE,
              AclOperation.DELETE,
              AclOperation.ALTER,
              AclOperation.DESCRIBE,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.ALTER_CONFIGS));

  /** All on the cluster. */
  public static final int CLUSTER =
      bits(
          List.of(
              AclOperation.CREATE,
              AclOperation.ALTER,
              AclOperation.DESCRIBE,
              AclOperation.CLUSTER_ACTION,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.ALTER_CONFIGS,
              AclOperation.IDEMPOTENT_WRITE));

  /** All on a group. */
  public static final int GROUP =
      bits(
          List.of(
              AclOperation.READ,
              AclOperation.DELETE,
              AclOperation.DESCRIBE,
              AclOperation.DESCRIBE_CONFIGS,
              AclOperation.ALTER_CONFIGS));

  private Operations() {}

  private static int bits(List<AclOperation> operations) {
    return operations.stream()
        .mapToInt(operation -> 1 << operation.code())
        .reduce(0, (a, b) -> a | b);
  }
}
