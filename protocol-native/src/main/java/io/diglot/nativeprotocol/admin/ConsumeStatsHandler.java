package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientGroups.ClientGroup;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.Offsets;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.query.StoreTimes;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * GET_CONSUME_STATS (208), QUERY_TOPIC_CONSUME_BY_WHO (300), CLONE_GROUP_OFFSET (314) and
 * QUERY_TOPICS_BY_CONSUMER (343).
 */
public final class ConsumeStatsHandler implements RequestHandler {
  private final Topics topics;
  private final Queues queues;
  private final Offsets offsets;
  private final ClientGroups groups;
  private final BrokerIdentity identity;
  private final StoreTimes storeTimes;

  /** A handler on these parts. */
  public ConsumeStatsHandler(
      Topics topics, Queues queues, Offsets offsets, ClientGroups groups, BrokerIdentity identity) {
    this.topics = topics;
    this.queues = queues;
    this.offsets = offsets;
    this.groups = groups;
    this.identity = identity;
    this.storeTimes = new StoreTimes(queues);
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_CONSUME_STATS,
        RequestCode.QUERY_TOPIC_CONSUME_BY_WHO,
        RequestCode.CLONE_GROUP_OFFSET,
        RequestCode.QUERY_TOPICS_BY_CONSUMER);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    return switch (request.code()) {
      case RequestCode.GET_CONSUME_STATS -> {
        String group = fields.text("consumerGroup");
        Set<String> names = topics(group, fields.text("topic", ""), fields.text("topicList", ""));
        yield CompletableFuture.supplyAsync(() -> stats(group, names), queues.readerPool());
      }
      case RequestCode.QUERY_TOPIC_CONSUME_BY_WHO ->
          CompletableFuture.completedStage(groupsOf(fields.text("topic")));
      case RequestCode.QUERY_TOPICS_BY_CONSUMER ->
          CompletableFuture.completedStage(topicsOf(fields.text("group")));
      default -> copy(fields.text("srcGroup"), fields.text("destGroup"), fields.text("topic", ""));
    };
  }

  /** The topics that are asked for; without any, those in which the group has offsets. */
  private Set<String> topics(String group, String topic, String list) {
    Set<String> names = new TreeSet<>();
    if (!list.isBlank()) {
      List.of(list.split(";", -1)).stream().filter(name -> !name.isBlank()).forEach(names::add);
      return names;
    }
    if (topic.isBlank()) {
      offsets.all(group).keySet().forEach(queue -> names.add(queue.topic()));
    } else {
      names.add(topic);
    }
    Optional<ClientGroup> live = groups.find(group);
    live.ifPresent(found -> names.retainAll(found.subscriptions().keySet()));
    return names;
  }

  private Response stats(String group, Set<String> names) {
    SortedMap<QueueName, JsonNode> table = QueueOrder.newTable();
    for (String name : names) {
      Optional<Topic> topic = topics.find(name);
      for (int id = 0; topic.isPresent() && id < topic.get().readQueues(); id++) {
        QueueName queue = new QueueName(name, id);
        long key = topic.get().queueKey(id);
        long consumed = offsets.find(group, queue).map(CommittedOffset::offset).orElse(0L);
        table.put(
            queue,
            Json.object()
                .put("brokerOffset", queues.ends(key).end())
                .put("consumerOffset", consumed)
                .put("lastTimestamp", Math.max(0, storeTimes.at(key, consumed - 1)))
                .put("pullOffset", consumed));
      }
    }
    ObjectNode body = Json.object().put("consumeTps", 0.0);
    Json.putQueueTable(body, "offsetTable", identity.brokerName(), table);
    return Json.answer(body);
  }

  private Response groupsOf(String topic) {
    Set<String> names = new TreeSet<>();
    for (String group : offsets.groups()) {
      if (offsets.all(group).keySet().stream().anyMatch(queue -> queue.topic().equals(topic))) {
        names.add(group);
      }
    }
    for (String group : groups.names()) {
      if (groups.find(group).filter(live -> live.subscriptions().containsKey(topic)).isPresent()) {
        names.add(group);
      }
    }
    ArrayNode list = Json.array();
    names.forEach(list::add);
    return Json.answer(Json.object().set("groupList", list));
  }

  private Response topicsOf(String group) {
    Set<String> names = new TreeSet<>();
    offsets.all(group).keySet().forEach(queue -> names.add(queue.topic()));
    ArrayNode list = Json.array();
    names.forEach(list::add);
    return Json.answer(Json.object().set("topicList", list));
  }

  private CompletionStage<Response> copy(String from, String to, String topic) {
    Map<QueueName, CommittedOffset> copied = new HashMap<>(offsets.all(from));
    copied.keySet().removeIf(queue -> !topic.isBlank() && !queue.topic().equals(topic));
    return offsets
        .commit(to, copied)
        .thenApply(
            done ->
                done instanceof Result.Failed<Boolean> refused
                    ? Refusals.of(refused)
                    : Response.ok());
  }
}
