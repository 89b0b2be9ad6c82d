package io.diglot.kafka.fetch;

import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * A partition as a Fetch request names it: up to version 12 by topic name, then by topic id.
 *
 * @param topicId the id, zero for none
 * @param topic the name, empty for none
 * @param partition the partition
 */
record FetchKey(Uuid topicId, String topic, int partition) {

  static FetchKey of(Uuid topicId, String topic, int partition) {
    return topicId.equals(Uuid.ZERO_UUID)
        ? new FetchKey(Uuid.ZERO_UUID, topic, partition)
        : new FetchKey(topicId, "", partition);
  }

  boolean byId() {
    return !topicId.equals(Uuid.ZERO_UUID);
  }

  /** What tells its topic from others that are named in the same way: the id, or else the name. */
  Object topicKey() {
    return byId() ? topicId : topic;
  }

  // As a record has them of itself, but those are slow until they were compiled.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FetchKey that
        && partition == that.partition
        && topicId.equals(that.topicId)
        && topic.equals(that.topic);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * topicId.hashCode() + topic.hashCode()) + partition;
  }
}
