package io.diglot.nativeprotocol.append;

import io.diglot.core.delay.Delays;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Stored;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.message.UniqueKeys;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.nativeprotocol.settings.DelayLevels;
import io.diglot.store.FrameDraft;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Checks messages, adds the broker's own properties, and appends them at once or keeps them until
 * they are due. Thread-safe.
 */
public final class MessageAppender {
  private final Queues queues;
  private final Delays delays;
  private final BrokerIdentity identity;
  private final DueTimes dueTimes;
  private final UniqueKeys uniqueKeys;
  private final InstantSource clock;
  private final int maxMessageSize;

  /**
   * An appender.
   *
   * @param maxMessageSize bytes in a body at most, key {@code maxMessageSize}
   */
  public MessageAppender(
      Queues queues,
      Delays delays,
      BrokerIdentity identity,
      DelayLevels levels,
      UniqueKeys uniqueKeys,
      InstantSource clock,
      int maxMessageSize) {
    this.queues = queues;
    this.delays = delays;
    this.identity = identity;
    this.dueTimes = new DueTimes(levels);
    this.uniqueKeys = uniqueKeys;
    this.clock = clock;
    this.maxMessageSize = maxMessageSize;
  }

  /** The greatest delay level. */
  public int maxDelayLevel() {
    return dueTimes.levels().levels().size();
  }

  /**
   * Takes a message. When it succeeded it can be read, or will be when it is due; how durable it is
   * says {@link #durable}. MESSAGE_TOO_LARGE, INVALID_RECORD, INVALID_DELAY, DISK_FULL,
   * LOG_STOPPED.
   */
  public Result<Stored> append(Outgoing message) {
    long now = clock.millis();
    Result<Long> due =
        dueTimes.take(message.properties(), message.topic().name(), message.queueId(), now);
    if (due instanceof Result.Failed<Long> illegal) {
      return Result.failed(illegal.error(), illegal.detail());
    }
    Result<FrameDraft> draft = draft(message, now);
    if (draft instanceof Result.Failed<FrameDraft> illegal) {
      return Result.failed(illegal.error(), illegal.detail());
    }
    FrameDraft frame = ((Result.Ok<FrameDraft>) draft).value();
    long dueTime = ((Result.Ok<Long>) due).value();
    return dueTime == DueTimes.NOW ? queues.append(frame) : delays.schedule(dueTime, frame);
  }

  /**
   * Takes the messages of a batch, which go into one queue one after the other, all or none, and at
   * once.
   */
  public Result<Stored> appendBatch(List<Outgoing> messages) {
    long now = clock.millis();
    List<FrameDraft> drafts = new ArrayList<>(messages.size());
    for (Outgoing message : messages) {
      Result<FrameDraft> draft = draft(message, now);
      if (draft instanceof Result.Failed<FrameDraft> illegal) {
        return Result.failed(illegal.error(), illegal.detail());
      }
      drafts.add(((Result.Ok<FrameDraft>) draft).value());
    }
    return queues.append(drafts);
  }

  /**
   * Completes once everything before the position is as durable as configured; LOG_STOPPED if it
   * cannot be.
   */
  public CompletionStage<Result<Boolean>> durable(long endPosition) {
    CompletableFuture<Result<Boolean>> done = new CompletableFuture<>();
    queues.whenDurable(
        endPosition,
        durable ->
            done.complete(
                durable
                    ? Result.ok(true)
                    : Result.failed(
                        BrokerError.LOG_STOPPED,
                        "the log stopped before the message was durable")));
    return done;
  }

  private Result<FrameDraft> draft(Outgoing message, long now) {
    if (message.body().remaining() > maxMessageSize) {
      return Result.failed(
          BrokerError.MESSAGE_TOO_LARGE,
          "the message is illegal, maybe msg body or properties length not matched. msg body length limit "
              + maxMessageSize
              + "B, msg properties length limit 32KB.");
    }
    message.properties().computeIfAbsent(PropertyNames.UNIQ_KEY, none -> uniqueKeys.next());
    message.properties().put(PropertyNames.CLUSTER, identity.clusterName());
    byte[] properties = MessageProperties.encode(message.properties());
    if (properties.length > MessageProperties.MAX_BYTES) {
      return Result.failed(
          BrokerError.INVALID_RECORD,
          "the message is illegal, maybe msg body or properties length not matched. msg properties length limit 32KB.");
    }
    StoredMessage stored =
        new StoredMessage(
            message.topic().name(),
            message.queueId(),
            message.flag(),
            0,
            0,
            message.sysFlag(),
            message.bornTimestamp(),
            message.bornHost(),
            now,
            identity.address(),
            message.reconsumeTimes(),
            0,
            message.body(),
            ByteBuffer.wrap(properties));
    return Result.ok(
        StoredMessageCodec.draft(
            message.topic().queueKey(message.queueId()),
            MessageProperties.tagHash(message.properties()),
            stored));
  }
}
