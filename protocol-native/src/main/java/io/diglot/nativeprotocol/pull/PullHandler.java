package io.diglot.nativeprotocol.pull;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.group.GroupOffsets;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.pull.QueueReader.Reading;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.ConnectionListener;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** PULL_MESSAGE (11) and LITE_PULL_MESSAGE (361). */
public final class PullHandler implements RequestHandler {
  private final Topics topics;
  private final KnownGroups knownGroups;
  private final GroupOffsets offsets;
  private final Subscriptions subscriptions;
  private final QueueReader reader;
  private final HeldPulls held;
  private final PullLimits limits;

  /** A handler on these parts; pulls that waited are answered on one of {@code loops}. */
  public PullHandler(
      Topics topics,
      KnownGroups knownGroups,
      ClientGroups clientGroups,
      GroupOffsets offsets,
      Queues queues,
      QueueReader reader,
      Supplier<ScheduledExecutorService> loops,
      PullLimits limits) {
    this.topics = topics;
    this.knownGroups = knownGroups;
    this.offsets = offsets;
    this.subscriptions = new Subscriptions(clientGroups);
    this.reader = reader;
    this.held = new HeldPulls(queues, reader, loops);
    this.limits = limits;
  }

  /** To be told of connections that went, so that their pulls wait no longer. */
  public ConnectionListener connectionListener() {
    return held;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.PULL_MESSAGE, RequestCode.LITE_PULL_MESSAGE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    PullHeader pull = PullHeader.of(request);
    GroupSettings group = group(pull);
    Topic topic = topic(pull);
    TagFilter filter = subscriptions.filter(pull, group);
    if (pull.commits() && pull.commitOffset() >= 0) {
      // As with RocketMQ, a pull does not wait for its offset to be kept, nor fails with it.
      offsets.commitSoon(
          pull.group(), new QueueName(pull.topic(), pull.queueId()), pull.commitOffset());
    }
    Reading reading =
        new Reading(
            topic,
            pull.queueId(),
            pull.offset(),
            filter,
            Math.max(1, Math.min(pull.maxMessages(), limits.messages())),
            Math.max(1, Math.min(pull.maxBytes(), limits.bytes())));
    return reader
        .read(reading)
        .thenCompose(
            found ->
                found.mayComeLater() && pull.waits()
                    ? held.hold(connection, reading, pull.suspendMillis())
                    : CompletableFuture.completedStage(found))
        .thenApply(found -> found.answer(topic.systemFlag(), group.groupSysFlag()));
  }

  private GroupSettings group(PullHeader pull) {
    GroupSettings group =
        knownGroups
            .resolve(pull.group())
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                        "subscription group [" + pull.group() + "] does not exist"));
    if (!group.consumeEnable()) {
      throw new BadRequestException(
          ResponseCode.NO_PERMISSION, "subscription group no permission, " + pull.group());
    }
    return group;
  }

  private Topic topic(PullHeader pull) {
    Topic topic =
        topics
            .find(pull.topic())
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.TOPIC_NOT_EXIST,
                        "topic[" + pull.topic() + "] not exist, apply first please!"));
    if (!topic.readable()) {
      throw new BadRequestException(
          ResponseCode.NO_PERMISSION,
          "the topic[" + pull.topic() + "] pulling message is forbidden");
    }
    if (pull.queueId() < 0 || pull.queueId() >= topic.readQueues()) {
      throw new BadRequestException(
          ResponseCode.INVALID_PARAMETER,
          "queueId["
              + pull.queueId()
              + "] is illegal, topic:["
              + pull.topic()
              + "] topicConfig.readQueueNums:["
              + topic.readQueues()
              + "]");
    }
    return topic;
  }
}
