package io.diglot.nativeprotocol.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientMember;
import io.diglot.core.model.QueueName;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** GET_CONSUMER_LIST_BY_GROUP (38), LOCK_BATCH_MQ (41) and UNLOCK_BATCH_MQ (42). */
public final class MembersHandler implements RequestHandler {
  private final ClientGroups groups;
  private final BrokerIdentity identity;

  /** A handler on these parts. */
  public MembersHandler(ClientGroups groups, BrokerIdentity identity) {
    this.groups = groups;
    this.identity = identity;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_CONSUMER_LIST_BY_GROUP,
        RequestCode.LOCK_BATCH_MQ,
        RequestCode.UNLOCK_BATCH_MQ);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return switch (request.code()) {
      case RequestCode.GET_CONSUMER_LIST_BY_GROUP ->
          CompletableFuture.completedStage(members(request.fields().text("consumerGroup")));
      case RequestCode.LOCK_BATCH_MQ -> lock(Json.body(request));
      default -> unlock(Json.body(request));
    };
  }

  private Response members(String group) {
    List<ClientMember> members = groups.members(group);
    if (members.isEmpty()) {
      return Response.of(ResponseCode.SYSTEM_ERROR, "no consumer for this group, " + group);
    }
    ArrayNode ids = Json.array();
    members.forEach(member -> ids.add(member.clientId()));
    return Json.answer(Json.object().set("consumerIdList", ids));
  }

  private CompletionStage<Response> lock(JsonNode body) {
    return groups
        .lock(Json.text(body, "consumerGroup"), Json.text(body, "clientId"), queues(body))
        .thenApply(
            locked -> {
              ArrayNode held = Json.array();
              locked.forEach(queue -> held.add(Json.queue(identity.brokerName(), queue)));
              return Json.answer(Json.object().set("lockOKMQSet", held));
            });
  }

  private CompletionStage<Response> unlock(JsonNode body) {
    return groups
        .unlock(Json.text(body, "consumerGroup"), Json.text(body, "clientId"), queues(body))
        .thenApply(unlocked -> Response.ok());
  }

  private Set<QueueName> queues(JsonNode body) {
    return Json.queues(body.path("mqSet"), identity.brokerName());
  }
}
