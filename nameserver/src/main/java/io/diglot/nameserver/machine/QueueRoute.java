package io.diglot.nameserver.machine;

/**
 * A topic's queues in one replica group.
 *
 * @param brokerName the group
 * @param readQueues how many queues a consumer may read
 * @param writeQueues how many queues a producer may write
 * @param permission bits: 4 read, 2 write, 1 inherit
 * @param sysFlag bits: 1 unit, 2 unit subscription
 */
public record QueueRoute(
    String brokerName, int readQueues, int writeQueues, int permission, int sysFlag) {
  private static final int UNIT = 1;
  private static final int UNIT_SUBSCRIPTION = 2;

  /** Whether the topic has the unit flag. */
  public boolean isUnit() {
    return (sysFlag & UNIT) != 0;
  }

  /** Whether the topic has the unit-subscription flag. */
  public boolean isUnitSubscription() {
    return (sysFlag & UNIT_SUBSCRIPTION) != 0;
  }

  QueueRoute withPermission(int newPermission) {
    return new QueueRoute(brokerName, readQueues, writeQueues, newPermission, sysFlag);
  }
}
