package io.diglot.core.group;

import java.util.Map;

/**
 * What is configured of a RocketMQ consumer group (RocketMQ's SubscriptionGroupConfig, under the
 * names that it has there).
 *
 * @param group the group
 * @param consumeEnable whether its members may pull
 * @param consumeFromMinEnable RocketMQ's consumeFromMinEnable
 * @param consumeBroadcastEnable whether its members may broadcast
 * @param consumeMessageOrderly RocketMQ's consumeMessageOrderly
 * @param retryQueueNums queues of its retry topic; 0 or less: failed messages are dropped
 * @param retryMaxTimes after how many failures a message is a dead letter
 * @param brokerId broker to pull from
 * @param whichBrokerWhenConsumeSlowly broker to pull from when far behind
 * @param notifyConsumerIdsChangedEnable whether members are told of changed membership
 * @param groupSysFlag RocketMQ's groupSysFlag
 * @param consumeTimeoutMinute RocketMQ's consumeTimeoutMinute
 * @param attributes RocketMQ's attributes
 */
public record GroupSettings(
    String group,
    boolean consumeEnable,
    boolean consumeFromMinEnable,
    boolean consumeBroadcastEnable,
    boolean consumeMessageOrderly,
    int retryQueueNums,
    int retryMaxTimes,
    long brokerId,
    long whichBrokerWhenConsumeSlowly,
    boolean notifyConsumerIdsChangedEnable,
    int groupSysFlag,
    int consumeTimeoutMinute,
    Map<String, String> attributes) {
  /** Copies the attributes. */
  public GroupSettings {
    attributes = Map.copyOf(attributes);
  }

  /** The settings of a group that nobody configured. */
  public static GroupSettings defaults(String group) {
    return new GroupSettings(group, true, true, true, false, 1, 16, 0, 1, true, 0, 15, Map.of());
  }
}
