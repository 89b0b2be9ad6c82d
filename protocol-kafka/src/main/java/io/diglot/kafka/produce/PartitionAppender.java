package io.diglot.kafka.produce;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.ProducerStampReader;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Stored;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.records.BatchCheck;
import io.diglot.kafka.records.BatchRules;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Puts what a Produce request has for one partition into its queue. Thread-safe. */
final class PartitionAppender {
  private static final int BASE_OFFSET_AT = 0;

  private final Queues queues;
  private final TopicDefaults defaults;
  private final ProducerStampReader stamps;
  private final InstantSource clock;

  PartitionAppender(
      Queues queues, TopicDefaults defaults, ProducerStampReader stamps, InstantSource clock) {
    this.queues = queues;
    this.defaults = defaults;
    this.stamps = stamps;
    this.clock = clock;
  }

  /** Checks and appends; the records' bytes may be changed and are not needed afterwards. */
  Appended append(Topic topic, int partition, BaseRecords records, short produceVersion) {
    if (!topic.hasQueue(partition)) {
      return Appended.failed(BrokerError.UNKNOWN_QUEUE, "there is no partition " + partition);
    }
    if (!topic.writable()) {
      return Appended.failed(BrokerError.TOPIC_NOT_WRITABLE, "the topic is not writable");
    }
    long now = clock.millis();
    BatchRules rules = BatchRules.of(topic, defaults, now);
    MutableRecordBatch batch;
    try {
      batch = BatchCheck.check(records, produceVersion, rules);
    } catch (ApiException e) {
      return Appended.failed(Errors.forException(e), String.valueOf(e.getMessage()));
    }
    if (rules.logAppendTime()) {
      batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, now);
    }
    batch.setPartitionLeaderEpoch(queues.leaderEpoch());
    return store(
        draft(topic.queueKey(partition), (MemoryRecords) records, batch, now),
        rules.logAppendTime() ? now : RecordBatch.NO_TIMESTAMP);
  }

  private static FrameDraft draft(
      long queueKey, MemoryRecords records, MutableRecordBatch batch, long now) {
    ByteBuffer payload = records.buffer();
    payload.limit(payload.position() + batch.sizeInBytes());
    return new FrameDraft(
        FrameKind.KAFKA,
        queueKey,
        Math.toIntExact(batch.lastOffset() - batch.baseOffset() + 1),
        0,
        // Records without a time age from their arrival, or retention would take them at once.
        batch.maxTimestamp() < 0 ? now : batch.maxTimestamp(),
        payload,
        BASE_OFFSET_AT,
        FrameDraft.NO_FIELD,
        FrameDraft.NO_FIELD);
  }

  private Appended store(FrameDraft draft, long appendTime) {
    Result<Stored> stored =
        stamps
            .read(draft.payload())
            .map(stamp -> queues.append(draft, stamp))
            .orElseGet(() -> queues.append(draft));
    if (stored instanceof Result.Failed<Stored> failed) {
      return Appended.failed(failed.error(), failed.detail());
    }
    Stored at = ((Result.Ok<Stored>) stored).value();
    return new Appended(
        Errors.NONE,
        "",
        at.baseOffset(),
        at.duplicate() ? RecordBatch.NO_TIMESTAMP : appendTime,
        queues.ends(draft.queue()).start(),
        at.endPosition());
  }

  /**
   * What became of a partition's records.
   *
   * @param error NONE if they are in the queue
   * @param detail what is wrong, empty for nothing
   * @param baseOffset offset of the first
   * @param appendTime the broker's time if the topic wants it, else -1
   * @param startOffset the queue's start
   * @param endPosition what must become durable
   */
  record Appended(
      Errors error,
      String detail,
      long baseOffset,
      long appendTime,
      long startOffset,
      long endPosition) {

    static Appended failed(Errors error, String detail) {
      return new Appended(error, detail, -1, -1, -1, 0);
    }

    static Appended failed(BrokerError error, String detail) {
      return failed(KafkaErrors.of(error), detail);
    }
  }
}
