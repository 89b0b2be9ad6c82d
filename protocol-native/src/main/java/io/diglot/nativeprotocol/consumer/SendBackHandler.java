package io.diglot.nativeprotocol.consumer;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Stored;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.append.MessageAppender;
import io.diglot.nativeprotocol.append.Outgoing;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.message.MessageId;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.query.StoredMessages;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.ProtocolVersion;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * CONSUMER_SEND_MSG_BACK (36): a consumer failed on a message, which comes again through the
 * group's retry topic after a delay, or is a dead letter after too many times.
 */
public final class SendBackHandler implements RequestHandler {
  private static final int FIRST_RETRY_LEVEL = 3;

  private final KnownGroups knownGroups;
  private final TopicCreation creation;
  private final StoredMessages messages;
  private final MessageAppender appender;
  private final Queues queues;
  private final BrokerIdentity identity;
  private final AtomicInteger anyQueue = new AtomicInteger();

  /** A handler on these parts. */
  public SendBackHandler(
      KnownGroups knownGroups,
      TopicCreation creation,
      StoredMessages messages,
      MessageAppender appender,
      Queues queues,
      BrokerIdentity identity) {
    this.knownGroups = knownGroups;
    this.creation = creation;
    this.messages = messages;
    this.appender = appender;
    this.queues = queues;
    this.identity = identity;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.CONSUMER_SEND_MSG_BACK);
  }

  private record SendBack(String group, long physicalOffset, int delayLevel, int maxTimes) {}

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    String group = fields.text("group");
    GroupSettings settings =
        knownGroups
            .resolve(group)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                        "subscription group not exist, " + group));
    int maxTimes = settings.retryMaxTimes();
    if (request.version() >= ProtocolVersion.V3_4_9) {
      maxTimes = fields.int32("maxReconsumeTimes", maxTimes);
    }
    SendBack back =
        new SendBack(group, fields.int64("offset"), fields.int32("delayLevel"), maxTimes);
    if (settings.retryQueueNums() <= 0) {
      return CompletableFuture.completedStage(Response.ok());
    }
    return creation
        .ofGroup(TopicNames.retry(group), settings.retryQueueNums())
        .thenCompose(
            retry ->
                retry instanceof Result.Ok<Topic> topic
                    ? sendBack(back, topic.value())
                    : CompletableFuture.completedStage(refused((Result.Failed<?>) retry)))
        .thenApply(
            done ->
                done instanceof Result.Failed<Boolean> refused
                    ? Refusals.of(refused)
                    : Response.ok());
  }

  private CompletionStage<Result<Boolean>> sendBack(SendBack back, Topic retryTopic) {
    return CompletableFuture.supplyAsync(
            () -> messages.find(back.physicalOffset()), queues.readerPool())
        .thenCompose(
            found -> {
              StoredMessage message =
                  found.orElseThrow(
                      () ->
                          new BadRequestException(
                              "look message by offset failed, " + back.physicalOffset()));
              return readdress(back, message, retryTopic);
            });
  }

  private CompletionStage<Result<Boolean>> readdress(
      SendBack back, StoredMessage message, Topic retryTopic) {
    Map<String, String> properties = message.propertyMap();
    properties.putIfAbsent(PropertyNames.RETRY_TOPIC, message.topic());
    properties.putIfAbsent(
        PropertyNames.ORIGIN_MESSAGE_ID,
        new MessageId(identity.address(), message.physicalOffset()).text());
    if (message.reconsumeTimes() < back.maxTimes() && back.delayLevel() >= 0) {
      int level =
          back.delayLevel() == 0 ? FIRST_RETRY_LEVEL + message.reconsumeTimes() : back.delayLevel();
      properties.put(PropertyNames.DELAY, Integer.toString(level));
      return append(message, retryTopic, properties);
    }
    properties.put(PropertyNames.DELAY, "0");
    return creation
        .ofGroup(TopicNames.dead(back.group()), 1)
        .thenCompose(
            dead ->
                dead instanceof Result.Ok<Topic> topic
                    ? append(message, topic.value(), properties)
                    : CompletableFuture.completedStage(refused((Result.Failed<?>) dead)));
  }

  private CompletionStage<Result<Boolean>> append(
      StoredMessage message, Topic topic, Map<String, String> properties) {
    Result<Stored> result =
        appender.append(
            new Outgoing(
                topic,
                Math.floorMod(anyQueue.getAndIncrement(), Math.max(1, topic.writeQueues())),
                message.flag(),
                message.sysFlag(),
                message.bornTimestamp(),
                message.bornHost(),
                message.reconsumeTimes() + 1,
                message.body(),
                properties));
    return result instanceof Result.Ok<Stored> stored
        ? appender.durable(stored.value().endPosition())
        : CompletableFuture.completedStage(refused((Result.Failed<?>) result));
  }

  private static Result<Boolean> refused(Result.Failed<?> refusal) {
    return Result.failed(refusal.error(), refusal.detail());
  }
}
