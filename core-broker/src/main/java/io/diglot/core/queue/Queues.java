package io.diglot.core.queue;

import io.diglot.core.model.Result;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log.DurableAction;
import io.diglot.store.QueueEnds;
import java.util.List;
import java.util.Optional;

/**
 * The data plane. Thread-safe, to be called directly on network threads: appends copy once under a
 * short lock, reads lock nothing. Queues are named by their key ({@link
 * io.diglot.core.model.Topic#queueKey}); that the topic exists, has the queue and permits the call
 * is checked by the caller, who holds the {@link io.diglot.core.model.Topic} anyway.
 */
public interface Queues {

  /**
   * Appends a frame and wakes who waits for the queue. DISK_FULL, LOG_STOPPED, MESSAGE_TOO_LARGE.
   */
  Result<Stored> append(FrameDraft draft);

  /** Appends several frames of one queue (a RocketMQ batch), all or none. */
  Result<Stored> append(List<FrameDraft> drafts);

  /**
   * Appends an idempotent producer's batch after checking its sequence: also OUT_OF_ORDER_SEQUENCE,
   * INVALID_PRODUCER_EPOCH, UNKNOWN_PRODUCER. A duplicate of one of the last five batches answers
   * with its first offset.
   */
  Result<Stored> append(FrameDraft draft, ProducerStamp stamp);

  /** See {@link io.diglot.store.Log#whenDurable}. */
  void whenDurable(long endPosition, DurableAction action);

  /** The queue's ends; a deleted prefix is not in them. The end is the readable end. */
  QueueEnds ends(long queueKey);

  /** See {@link io.diglot.store.Log#read}. */
  FrameRun read(long queueKey, long fromOffset, FrameSelector selector);

  /**
   * The frame that holds a record; empty when it is gone or the handle names none. Not for event
   * loops.
   *
   * @param handle see {@link io.diglot.core.convert.RecordHandle}; any number is taken
   */
  Optional<FrameRun> holding(long handle);

  /**
   * Offset of the first record at or after the time: by record timestamp for Kafka's ListOffsets,
   * decoded exactly; the queue's end when there is none. Not for event loops.
   */
  long firstOffsetSince(long queueKey, long timestamp);

  /**
   * Offset and timestamp of the record with the greatest timestamp (ListOffsets -3); empty for an
   * empty queue.
   */
  Optional<TimedOffset> greatestTimestamp(long queueKey);

  /** See {@link io.diglot.store.Log#isHot}: a cold read belongs on {@link #readerPool}. */
  boolean isHot(long queueKey, long fromOffset, long toOffset, long bytes);

  /** See {@link io.diglot.store.Log#isRecent}. */
  boolean isRecent(long queueKey, long fromOffset);

  /** Where reads that may wait for a disk, and conversions, run. */
  java.util.concurrent.Executor readerPool();

  /**
   * Watches queues for arrivals until the watch is closed. Watch first, then look, so that nothing
   * is missed.
   */
  Watch watch(long[] queueKeys, ArrivalListener listener);

  /** Moves the queue's start forward (Kafka's DeleteRecords), durably. OFFSET_OUT_OF_RANGE. */
  java.util.concurrent.CompletionStage<Result<QueueEnds>> deleteBefore(long queueKey, long offset);

  /** The leader epoch of Kafka's answers: grows when a start may have lost a tail. */
  int leaderEpoch();

  /**
   * The first offset of the epoch after the given one (KIP-101), or the queue's end; -1 for an
   * unknown epoch.
   */
  EpochEnd epochEnd(long queueKey, int epoch);

  /** An offset and a time. */
  record TimedOffset(long offset, long timestamp) {}

  /** Answer of OffsetForLeaderEpoch. */
  record EpochEnd(int epoch, long endOffset) {}

  /** A registration that lasts until closed; closing twice does nothing. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }

  /** Called on the appender's thread: must be short, so hand over to your own event loop. */
  @FunctionalInterface
  interface ArrivalListener {
    /**
     * A frame was appended and is readable.
     *
     * @param queueKey the queue
     * @param draft what was appended (kind, tag hash, size); its payload must not be touched
     * @param endOffset the queue's end after it
     */
    void arrived(long queueKey, FrameDraft draft, long endOffset);
  }
}
