package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientGroups.ClientGroup;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.Subscription;
import io.diglot.nativeprotocol.answer.GroupJson;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.client.ClientTable.Client;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * GET_CONSUMER_CONNECTION_LIST (203), GET_PRODUCER_CONNECTION_LIST (204), GET_ALL_PRODUCER_INFO
 * (328) and QUERY_SUBSCRIPTION_BY_CONSUMER (345).
 */
public final class ConnectionsHandler implements RequestHandler {
  private final ClientGroups groups;
  private final ClientTable clients;
  private final InstantSource clock;

  /** A handler on these parts. */
  public ConnectionsHandler(ClientGroups groups, ClientTable clients, InstantSource clock) {
    this.groups = groups;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_CONSUMER_CONNECTION_LIST,
        RequestCode.GET_PRODUCER_CONNECTION_LIST,
        RequestCode.GET_ALL_PRODUCER_INFO,
        RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return CompletableFuture.completedStage(
        switch (request.code()) {
          case RequestCode.GET_CONSUMER_CONNECTION_LIST ->
              consumers(request.fields().text("consumerGroup"));
          case RequestCode.GET_PRODUCER_CONNECTION_LIST ->
              producers(request.fields().text("producerGroup"));
          case RequestCode.GET_ALL_PRODUCER_INFO -> allProducers();
          default -> subscription(request.fields().text("group"), request.fields().text("topic"));
        });
  }

  private Response consumers(String name) {
    Optional<ClientGroup> found = groups.find(name);
    if (found.isEmpty()) {
      return Response.of(
          ResponseCode.CONSUMER_NOT_ONLINE, "the consumer group[" + name + "] not online");
    }
    ClientGroup group = found.get();
    ObjectNode body = Json.object();
    ArrayNode connections = body.putArray("connectionSet");
    for (ClientMember member : group.members()) {
      clients
          .find(member.connection())
          .ifPresent(client -> connections.add(connection(client, member.clientId())));
    }
    body.put("consumeFromWhere", group.consumeFromWhere());
    body.put("consumeType", group.push() ? "CONSUME_PASSIVELY" : "CONSUME_ACTIVELY");
    body.put("messageModel", group.broadcast() ? "BROADCASTING" : "CLUSTERING");
    ObjectNode subscriptions = body.putObject("subscriptionTable");
    for (Subscription subscription : group.subscriptions().values()) {
      subscriptions.set(subscription.topic(), GroupJson.write(subscription));
    }
    return Json.answer(body);
  }

  private Response producers(String group) {
    List<Client> found = clients.producers(group);
    if (found.isEmpty()) {
      return Response.of(ResponseCode.SYSTEM_ERROR, "the producer group[" + group + "] not exist");
    }
    ArrayNode connections = Json.array();
    found.forEach(client -> connections.add(connection(client, client.clientId())));
    return Json.answer(Json.object().set("connectionSet", connections));
  }

  private Response allProducers() {
    ObjectNode data = Json.object();
    clients
        .producers()
        .forEach(
            (group, members) -> {
              ArrayNode list = data.putArray(group);
              for (Client client : members) {
                list.addObject()
                    .put("clientId", client.clientId())
                    .put("language", client.language().name())
                    .put("lastUpdateTimestamp", clock.millis())
                    .put("remoteIP", address(client))
                    .put("version", client.version());
              }
            });
    return Json.answer(Json.object().set("data", data));
  }

  private Response subscription(String group, String topic) {
    ObjectNode body = Json.object().put("group", group).put("topic", topic);
    groups
        .find(group)
        .map(found -> found.subscriptions().get(topic))
        .ifPresent(subscription -> body.set("subscriptionData", GroupJson.write(subscription)));
    return Json.answer(body);
  }

  private static ObjectNode connection(Client client, String clientId) {
    return Json.object()
        .put("clientAddr", address(client))
        .put("clientId", clientId)
        .put("language", client.language().name())
        .put("version", client.version());
  }

  private static String address(Client client) {
    InetSocketAddress address = client.connection().remoteAddress();
    return address.getHostString() + ":" + address.getPort();
  }
}
