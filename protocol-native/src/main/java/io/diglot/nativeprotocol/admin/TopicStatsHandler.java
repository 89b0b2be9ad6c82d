package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.group.GroupOffsets;
import io.diglot.nativeprotocol.query.StoreTimes;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.diglot.store.QueueEnds;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** GET_TOPIC_STATS_INFO (202) and QUERY_CONSUME_TIME_SPAN (303). */
public final class TopicStatsHandler implements RequestHandler {
  private final Topics topics;
  private final Queues queues;
  private final GroupOffsets offsets;
  private final BrokerIdentity identity;
  private final InstantSource clock;
  private final StoreTimes storeTimes;

  /** A handler on these parts. */
  public TopicStatsHandler(
      Topics topics,
      Queues queues,
      GroupOffsets offsets,
      BrokerIdentity identity,
      InstantSource clock) {
    this.topics = topics;
    this.queues = queues;
    this.offsets = offsets;
    this.identity = identity;
    this.clock = clock;
    this.storeTimes = new StoreTimes(queues);
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.GET_TOPIC_STATS_INFO, RequestCode.QUERY_CONSUME_TIME_SPAN);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    String name = request.fields().text("topic");
    Topic topic =
        topics
            .find(name)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist"));
    if (request.code() == RequestCode.GET_TOPIC_STATS_INFO) {
      return CompletableFuture.supplyAsync(() -> stats(topic), queues.readerPool());
    }
    String group = request.fields().text("group");
    return CompletableFuture.supplyAsync(() -> spans(topic, group), queues.readerPool());
  }

  private Response stats(Topic topic) {
    SortedMap<QueueName, JsonNode> table = QueueOrder.newTable();
    for (int queueId = 0; queueId < topic.queueCount(); queueId++) {
      long key = topic.queueKey(queueId);
      QueueEnds ends = queues.ends(key);
      table.put(
          new QueueName(topic.name(), queueId),
          Json.object()
              .put("lastUpdateTimestamp", Math.max(0, storeTimes.at(key, ends.end() - 1)))
              .put("maxOffset", ends.end())
              .put("minOffset", ends.start()));
    }
    ObjectNode body = Json.object();
    Json.putQueueTable(body, "offsetTable", identity.brokerName(), table);
    return Json.answer(body.put("topicPutTps", 0.0));
  }

  private Response spans(Topic topic, String group) {
    ArrayNode spans = Json.array();
    for (int queueId = 0; queueId < topic.writeQueues(); queueId++) {
      QueueName queue = new QueueName(topic.name(), queueId);
      long key = topic.queueKey(queueId);
      QueueEnds ends = queues.ends(key);
      long consumed = offsets.find(group, queue).orElse(-1);
      long least = storeTimes.at(key, ends.start());
      long waiting = storeTimes.at(key, Math.max(ends.start(), consumed));
      ObjectNode span = Json.object();
      span.set("messageQueue", Json.queue(identity.brokerName(), queue));
      spans.add(
          span.put("minTimeStamp", least)
              .put("maxTimeStamp", storeTimes.at(key, ends.end() - 1))
              .put("consumeTimeStamp", consumed > 0 ? storeTimes.at(key, consumed - 1) : least)
              .put("delayTime", waiting == StoreTimes.NONE ? 0 : clock.millis() - waiting));
    }
    return Json.answer(Json.object().set("consumeTimeSpanSet", spans));
  }
}
