package io.diglot.nativeprotocol.pull;

import io.diglot.remoting.Command;
import io.diglot.remoting.Fields;

/**
 * What a consumer asks for.
 *
 * @param group who asks
 * @param topic of what
 * @param queueId of which queue
 * @param offset from where
 * @param maxMessages how many at most
 * @param sysFlag bit 0 commit {@code commitOffset}, 1 wait for a message, 2 the subscription is in
 *     this request
 * @param commitOffset the group's offset in the queue
 * @param suspendMillis how long to wait
 * @param subscription the expression, with bit 2 of sysFlag
 * @param subscriptionVersion the version of the subscription that the consumer has
 * @param expressionType {@code TAG} or {@code SQL92}
 * @param maxBytes how many bytes at most
 */
record PullHeader(
    String group,
    String topic,
    int queueId,
    long offset,
    int maxMessages,
    int sysFlag,
    long commitOffset,
    long suspendMillis,
    String subscription,
    long subscriptionVersion,
    String expressionType,
    int maxBytes) {
  private static final int COMMIT = 1;
  private static final int SUSPEND = 1 << 1;
  private static final int SUBSCRIPTION = 1 << 2;

  static PullHeader of(Command request) {
    Fields fields = request.fields();
    return new PullHeader(
        fields.text("consumerGroup"),
        fields.text("topic"),
        fields.int32("queueId"),
        fields.int64("queueOffset"),
        fields.int32("maxMsgNums"),
        fields.int32("sysFlag"),
        fields.int64("commitOffset", 0),
        fields.int64("suspendTimeoutMillis", 0),
        fields.text("subscription", ""),
        fields.int64("subVersion", 0),
        fields.text("expressionType", ""),
        fields.int32("maxMsgBytes", Integer.MAX_VALUE));
  }

  boolean commits() {
    return (sysFlag & COMMIT) != 0;
  }

  boolean waits() {
    return (sysFlag & SUSPEND) != 0 && suspendMillis > 0;
  }

  boolean bringsSubscription() {
    return (sysFlag & SUBSCRIPTION) != 0;
  }
}
