package io.diglot.kafka.fetch;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.EpochEnd;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.RecordSlices;
import io.diglot.kafka.api.TopicIds;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.FrameSelector.Choice;
import io.diglot.store.QueueEnds;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.message.FetchResponseData.EpochEndOffset;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;
import org.jspecify.annotations.Nullable;

/**
 * Reads one partition for a fetch: judges the offset, then takes whole frames within the budget.
 * Thread-safe.
 */
final class PartitionReader {
  private final Topics topics;
  private final Queues queues;

  PartitionReader(Topics topics, Queues queues) {
    this.topics = topics;
    this.queues = queues;
  }

  /** The topic that a key names. */
  Optional<Topic> topic(FetchKey key) {
    return key.byId() ? topics.find(TopicIds.toCore(key.topicId())) : topics.find(key.topic());
  }

  /**
   * Reads.
   *
   * @param budget bytes that may be taken
   * @param atLeastOne whether the first frame is taken even if it is larger
   */
  Read read(Wanted wanted, IsolationLevel isolation, long budget, boolean atLeastOne) {
    FetchKey key = wanted.key();
    Optional<Topic> found = topic(key);
    if (found.isEmpty()) {
      return Read.failed(
          wanted, key.byId() ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }
    Topic topic = found.get();
    if (!topic.hasQueue(key.partition())) {
      return Read.failed(wanted, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }
    if (!topic.readable()) {
      return Read.failed(wanted, Errors.TOPIC_AUTHORIZATION_FAILED);
    }
    Errors epochs = judgeEpoch(wanted.spec().leaderEpoch(), queues.leaderEpoch());
    if (epochs != Errors.NONE) {
      return Read.failed(wanted, epochs);
    }
    return read(wanted, topic.queueKey(key.partition()), isolation, budget, atLeastOne);
  }

  /**
   * A client with an older epoch has to refresh its metadata, one with a newer has seen what we
   * have not.
   */
  static Errors judgeEpoch(int theirs, int ours) {
    if (theirs < 0 || theirs == ours) {
      return Errors.NONE;
    }
    return theirs < ours ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
  }

  private Read read(
      Wanted wanted, long queueKey, IsolationLevel isolation, long budget, boolean atLeastOne) {
    QueueEnds ends = queues.ends(queueKey);
    FetchSpec spec = wanted.spec();
    PartitionData data = data(wanted.key(), ends, isolation);
    if (spec.lastFetchedEpoch() >= 0) {
      EpochEnd end = queues.epochEnd(queueKey, spec.lastFetchedEpoch());
      if (end.epoch() < spec.lastFetchedEpoch() || end.endOffset() < spec.fetchOffset()) {
        data.setDivergingEpoch(
            new EpochEndOffset().setEpoch(end.epoch()).setEndOffset(end.endOffset()));
        return Read.nothing(wanted, data);
      }
    }
    if (spec.fetchOffset() < ends.start() || spec.fetchOffset() > ends.end()) {
      data.setErrorCode(Errors.OFFSET_OUT_OF_RANGE.code());
      return Read.nothing(wanted, data);
    }
    long mine = Math.min(budget, Math.max(0, spec.maxBytes()));
    if (spec.fetchOffset() == ends.end() || (mine <= 0 && !atLeastOne)) {
      return Read.nothing(wanted, data);
    }
    return Read.of(
        wanted, data, queues.read(queueKey, spec.fetchOffset(), within(mine, atLeastOne)));
  }

  private static FrameSelector within(long budget, boolean atLeastOne) {
    return new FrameSelector() {
      private long taken;
      private boolean first = true;

      @Override
      public Choice choose(
          FrameKind kind,
          long baseOffset,
          int recordCount,
          int size,
          int tagHash,
          long greatestTimestamp) {
        if (taken + size > budget && !(first && atLeastOne)) {
          return Choice.STOP;
        }
        first = false;
        taken += size;
        return Choice.TAKE;
      }
    };
  }

  private static PartitionData data(FetchKey key, QueueEnds ends, IsolationLevel isolation) {
    return new PartitionData()
        .setPartitionIndex(key.partition())
        .setHighWatermark(ends.end())
        .setLastStableOffset(ends.end())
        .setLogStartOffset(ends.start())
        .setAbortedTransactions(isolation == IsolationLevel.READ_COMMITTED ? List.of() : null)
        .setRecords(RecordSlices.EMPTY);
  }

  /**
   * What reading a partition gave.
   *
   * @param wanted the partition, and what was wanted of it
   * @param data its answer, the records still missing
   * @param run the frames, to be closed by the holder; null for none
   * @param bytes of their payloads
   * @param hasNative whether one of them is a native message
   */
  record Read(
      Wanted wanted, PartitionData data, @Nullable FrameRun run, long bytes, boolean hasNative) {

    /** Without frames. */
    static Read nothing(Wanted wanted, PartitionData data) {
      return new Read(wanted, data, null, 0, false);
    }

    static Read of(Wanted wanted, PartitionData data, FrameRun run) {
      long bytes = 0;
      boolean hasNative = false;
      for (Frame frame : run.frames()) {
        bytes += frame.payload().remaining();
        hasNative |= frame.kind() == FrameKind.NATIVE;
      }
      return new Read(wanted, data, run, bytes, hasNative);
    }

    static Read failed(Wanted wanted, Errors error) {
      PartitionData data = FetchResponse.partitionResponse(wanted.key().partition(), error);
      return nothing(wanted, data.setRecords(RecordSlices.EMPTY));
    }

    boolean isUrgent() {
      return data.errorCode() != 0 || data.divergingEpoch().epoch() >= 0;
    }
  }
}
