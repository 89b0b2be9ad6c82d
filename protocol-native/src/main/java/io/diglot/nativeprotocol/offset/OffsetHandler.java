package io.diglot.nativeprotocol.offset;

import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.group.GroupOffsets;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.diglot.store.QueueEnds;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** QUERY_CONSUMER_OFFSET (14) and UPDATE_CONSUMER_OFFSET (15). */
public final class OffsetHandler implements RequestHandler {
  private final Topics topics;
  private final Queues queues;
  private final GroupOffsets offsets;
  private final KnownGroups knownGroups;

  /** A handler on these parts. */
  public OffsetHandler(
      Topics topics, Queues queues, GroupOffsets offsets, KnownGroups knownGroups) {
    this.topics = topics;
    this.queues = queues;
    this.offsets = offsets;
    this.knownGroups = knownGroups;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.QUERY_CONSUMER_OFFSET, RequestCode.UPDATE_CONSUMER_OFFSET);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    String group = fields.text("consumerGroup");
    QueueName queue = new QueueName(fields.text("topic"), fields.int32("queueId"));
    return request.code() == RequestCode.QUERY_CONSUMER_OFFSET
        ? CompletableFuture.completedStage(
            query(group, queue, fields.bool("setZeroIfNotFound", true)))
        : update(group, queue, fields.int64("commitOffset"));
  }

  /**
   * A group without an offset starts at 0 in a queue that is young, and elsewhere where its clients
   * are configured to start. As with RocketMQ, a queue is young while its first message is recent
   * enough to be in memory.
   */
  private Response query(String group, QueueName queue, boolean zeroAllowed) {
    OptionalLong known = offsets.find(group, queue);
    if (known.isPresent()) {
      return Response.ok().field("offset", known.getAsLong());
    }
    return zeroAllowed && isYoung(queue)
        ? Response.ok().field("offset", 0)
        : Response.of(
            ResponseCode.QUERY_NOT_FOUND, "Not found, maybe this group consumer boot first");
  }

  private boolean isYoung(QueueName queue) {
    Optional<Topic> topic = topics.find(queue.topic());
    if (topic.isEmpty() || !topic.get().hasQueue(queue.queueId())) {
      return false;
    }
    long key = topic.get().queueKey(queue.queueId());
    QueueEnds ends = queues.ends(key);
    return ends.start() == 0 && ends.end() > 0 && queues.isRecent(key, 0);
  }

  private CompletionStage<Response> update(String group, QueueName queue, long offset) {
    if (knownGroups.resolve(group).isEmpty()) {
      return answer(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST, "Group " + group + " not exist!");
    }
    Optional<Topic> topic = topics.find(queue.topic());
    if (topic.isEmpty()) {
      return answer(ResponseCode.TOPIC_NOT_EXIST, "Topic " + queue.topic() + " not exist!");
    }
    if (!topic.get().hasQueue(queue.queueId()) || offset < 0) {
      return answer(
          ResponseCode.INVALID_PARAMETER,
          "no offset " + offset + " in queue " + queue.queueId() + " of topic " + queue.topic());
    }
    return offsets
        .commit(group, queue, offset)
        .thenApply(
            done ->
                done instanceof Result.Failed<Boolean> refused
                    ? Refusals.of(refused)
                    : Response.ok());
  }

  private static CompletionStage<Response> answer(int code, String remark) {
    return CompletableFuture.completedStage(Response.of(code, remark));
  }
}
