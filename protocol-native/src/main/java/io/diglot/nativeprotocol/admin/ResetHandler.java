package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientMember;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.client.ClientTable.Client;
import io.diglot.nativeprotocol.group.GroupOffsets;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.LanguageCode;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * INVOKE_BROKER_TO_RESET_OFFSET (222): finds the offsets of a time and has the group's live members
 * go on there (220); they commit them.
 */
public final class ResetHandler implements RequestHandler {
  private static final long LATEST = -1;

  private final Topics topics;
  private final Queues queues;
  private final GroupOffsets offsets;
  private final ClientGroups groups;
  private final ClientTable clients;
  private final BrokerIdentity identity;

  /** A handler on these parts. */
  public ResetHandler(
      Topics topics,
      Queues queues,
      GroupOffsets offsets,
      ClientGroups groups,
      ClientTable clients,
      BrokerIdentity identity) {
    this.topics = topics;
    this.queues = queues;
    this.offsets = offsets;
    this.groups = groups;
    this.clients = clients;
    this.identity = identity;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET);
  }

  private record Reset(Topic topic, String group, long timestamp, boolean force) {}

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    String name = fields.text("topic");
    String group = fields.text("group");
    Topic topic =
        topics
            .find(name)
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.SYSTEM_ERROR, "topic " + name + " not exist"));
    List<ClientMember> members = groups.members(group);
    if (members.isEmpty()) {
      return CompletableFuture.completedStage(
          Response.of(
              ResponseCode.CONSUMER_NOT_ONLINE,
              "Consumer not online, so can not reset offset, Group: " + group));
    }
    Reset reset = new Reset(topic, group, fields.int64("timestamp"), fields.bool("isForce", false));
    return CompletableFuture.supplyAsync(() -> reset(reset, members), queues.readerPool());
  }

  private Response reset(Reset reset, List<ClientMember> members) {
    SortedMap<QueueName, JsonNode> table = QueueOrder.newTable();
    for (int id = 0; id < reset.topic().writeQueues(); id++) {
      QueueName queue = new QueueName(reset.topic().name(), id);
      table.put(queue, LongNode.valueOf(target(reset, queue)));
    }
    for (ClientMember member : members) {
      clients.find(member.connection()).ifPresent(client -> tell(client, reset, table));
    }
    return Json.answer(body(table));
  }

  private long target(Reset reset, QueueName queue) {
    long key = reset.topic().queueKey(queue.queueId());
    long wanted =
        reset.timestamp() == LATEST
            ? queues.ends(key).end()
            : queues.firstOffsetSince(key, reset.timestamp());
    long known = offsets.find(reset.group(), queue).orElse(0);
    // Without force an offset only goes back.
    return reset.force() || wanted < known ? wanted : known;
  }

  private void tell(Client client, Reset reset, SortedMap<QueueName, JsonNode> table) {
    boolean asList = client.language() == LanguageCode.CPP;
    client
        .connection()
        .oneWay(
            Command.request(
                RequestCode.RESET_CONSUMER_CLIENT_OFFSET,
                Map.of(
                    "topic",
                    reset.topic().name(),
                    "group",
                    reset.group(),
                    "timestamp",
                    Long.toString(reset.timestamp())),
                Unpooled.wrappedBuffer(Json.bytes(asList ? list(table) : body(table)))));
  }

  private ObjectNode body(SortedMap<QueueName, JsonNode> table) {
    ObjectNode body = Json.object();
    Json.putQueueTable(body, "offsetTable", identity.brokerName(), table);
    return body;
  }

  /** C++ clients cannot read a table whose keys are objects. */
  private ObjectNode list(SortedMap<QueueName, JsonNode> table) {
    ObjectNode body = Json.object();
    ArrayNode entries = body.putArray("offsetTable");
    table.forEach(
        (queue, offset) ->
            entries.add(Json.queue(identity.brokerName(), queue).set("offset", offset)));
    return body;
  }
}
