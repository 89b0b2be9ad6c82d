package io.diglot.kafka.fetch;

import org.apache.kafka.common.Uuid;

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
}
