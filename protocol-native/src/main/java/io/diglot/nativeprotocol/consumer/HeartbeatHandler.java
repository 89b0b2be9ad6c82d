package io.diglot.nativeprotocol.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.Subscription;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.client.ClientTable.Client;
import io.diglot.nativeprotocol.consumer.HeartbeatBody.ConsumerPart;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** HEART_BEAT (34), UNREGISTER_CLIENT (35) and CHECK_CLIENT_CONFIG (46). */
public final class HeartbeatHandler implements RequestHandler {
  private final ClientTable clients;
  private final ClientGroups groups;
  private final KnownGroups knownGroups;
  private final TopicCreation creation;

  /** Fingerprints of version 2 heartbeats, for groups that have members. */
  private final Map<String, Integer> fingerprints = new ConcurrentHashMap<>();

  /** A handler on these parts. */
  public HeartbeatHandler(
      ClientTable clients, ClientGroups groups, KnownGroups knownGroups, TopicCreation creation) {
    this.clients = clients;
    this.groups = groups;
    this.knownGroups = knownGroups;
    this.creation = creation;
    groups.onChange(
        (group, members) -> {
          if (members.isEmpty()) {
            fingerprints.remove(group);
          }
        });
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.HEART_BEAT, RequestCode.UNREGISTER_CLIENT, RequestCode.CHECK_CLIENT_CONFIG);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return switch (request.code()) {
      case RequestCode.HEART_BEAT -> heartbeat(connection, request);
      case RequestCode.UNREGISTER_CLIENT -> unregister(connection, request);
      default -> check(request);
    };
  }

  private CompletionStage<Response> heartbeat(Connection connection, Command request) {
    HeartbeatBody body = HeartbeatBody.of(Json.body(request));
    Client client =
        clients.seen(
            connection,
            body.clientId(),
            request.header().language(),
            request.version(),
            body.producerGroups());
    CompletionStage<Result<Boolean>> all = CompletableFuture.completedStage(Result.ok(false));
    boolean subscriptionsChanged = body.fingerprint() == 0;
    for (ConsumerPart part : body.consumers()) {
      subscriptionsChanged |= fingerprintChanged(part.group(), body.fingerprint());
      all = all.thenCombine(register(client, body, part), HeartbeatHandler::worse);
    }
    boolean changed = subscriptionsChanged;
    return all.thenApply(
        result -> {
          if (!connection.isOpen()) {
            // It went meanwhile: its members must not stay behind.
            groups.disconnected(client.number());
          }
          return result instanceof Result.Failed<Boolean> refused
              ? Refusals.of(refused)
              : Response.ok()
                  .field("IS_SUPPORT_HEART_BEAT_V2", true)
                  .field("IS_SUB_CHANGE", changed);
        });
  }

  /** A group that cannot be joined does not keep the client's other groups from being alive. */
  private static Result<Boolean> worse(Result<Boolean> one, Result<Boolean> other) {
    return one instanceof Result.Failed<Boolean> ? one : other;
  }

  private boolean fingerprintChanged(String group, int fingerprint) {
    if (fingerprint == 0) {
      return true;
    }
    if (groups.find(group).isEmpty()) {
      // Nobody's subscription is known: a client that leaves its own out must be asked for it.
      return true;
    }
    Integer known = fingerprints.put(group, fingerprint);
    return known != null && known != fingerprint;
  }

  private CompletionStage<Result<Boolean>> register(
      Client client, HeartbeatBody body, ConsumerPart part) {
    return knownGroups
        .ensure(part.group())
        .thenCompose(
            known ->
                known instanceof Result.Ok<GroupSettings> settings
                    ? retryTopic(settings.value())
                    : CompletableFuture.completedStage(refused((Result.Failed<?>) known)))
        .thenCompose(
            ready ->
                ready instanceof Result.Ok<Boolean>
                    ? groups.heartbeat(
                        part.heartbeat(
                            body.clientId(), client.number(), body.withoutSubscriptions()))
                    : CompletableFuture.completedStage(ready))
        .whenComplete((result, failure) -> leaveIfGone(client));
  }

  /**
   * The groups may have heard that a connection went before they heard of the member, who would
   * hold its share of the queues until it counts as silent.
   */
  private void leaveIfGone(Client client) {
    if (!client.connection().isOpen()) {
      groups.disconnected(client.number());
    }
  }

  private CompletionStage<Result<Boolean>> retryTopic(GroupSettings settings) {
    if (settings.retryQueueNums() <= 0) {
      return CompletableFuture.completedStage(Result.ok(true));
    }
    CompletionStage<Result<Topic>> topic =
        creation.ofGroup(TopicNames.retry(settings.group()), settings.retryQueueNums());
    return topic.thenApply(found -> found.map(there -> true));
  }

  private static Result<Boolean> refused(Result.Failed<?> refusal) {
    return Result.failed(refusal.error(), refusal.detail());
  }

  private CompletionStage<Response> unregister(Connection connection, Command request) {
    String producerGroup = request.fields().text("producerGroup", "");
    if (!producerGroup.isEmpty()) {
      clients.leaveProducers(connection, producerGroup);
    }
    String consumerGroup = request.fields().text("consumerGroup", "");
    if (consumerGroup.isEmpty()) {
      return CompletableFuture.completedStage(Response.ok());
    }
    return groups
        .leave(consumerGroup, request.fields().text("clientID"))
        .thenApply(left -> Response.ok());
  }

  private static CompletionStage<Response> check(Command request) {
    JsonNode data = Json.body(request).path("subscriptionData");
    Subscription subscription = HeartbeatBody.subscription(data);
    return CompletableFuture.completedStage(
        subscription.expressionType().equals("TAG")
            ? Response.ok()
            : Response.of(
                ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                "The broker does not support consumer to filter message by "
                    + subscription.expressionType()));
  }
}
