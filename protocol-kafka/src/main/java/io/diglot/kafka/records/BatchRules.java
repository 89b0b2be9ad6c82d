package io.diglot.kafka.records;

import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSettings;

/**
 * What a topic demands of the batches that are sent to it.
 *
 * @param maxBytes size of a batch ({@code max.message.bytes})
 * @param logAppendTime whether the broker's time replaces the producer's
 * @param earliestTimestamp earliest record timestamp that is taken, milliseconds since the epoch
 * @param latestTimestamp latest record timestamp that is taken, milliseconds since the epoch
 * @param keyed whether every record must have a key (a compacted topic)
 */
public record BatchRules(
    int maxBytes,
    boolean logAppendTime,
    long earliestTimestamp,
    long latestTimestamp,
    boolean keyed) {

  /** The topic's rules at a time, milliseconds since the epoch. */
  public static BatchRules of(Topic topic, TopicDefaults defaults, long now) {
    long before = defaults.effectiveLong(topic, "message.timestamp.before.max.ms");
    long after = defaults.effectiveLong(topic, "message.timestamp.after.max.ms");
    return new BatchRules(
        (int) defaults.effectiveLong(topic, TopicSettings.MAX_MESSAGE_BYTES),
        defaults.effective(topic, TopicSettings.TIMESTAMP_TYPE).equals("LogAppendTime"),
        before > now ? Long.MIN_VALUE : now - before,
        after > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + after,
        defaults.effective(topic, TopicSettings.CLEANUP_POLICY).contains("compact"));
  }
}
