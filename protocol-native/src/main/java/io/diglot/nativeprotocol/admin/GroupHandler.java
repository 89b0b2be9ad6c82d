package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.Offsets;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.nativeprotocol.answer.GroupJson;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.answer.TopicJson;
import io.diglot.nativeprotocol.group.KnownGroups;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * UPDATE_AND_CREATE_SUBSCRIPTIONGROUP (200), GET_ALL_SUBSCRIPTIONGROUP_CONFIG (201),
 * DELETE_SUBSCRIPTIONGROUP (207), UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST (225) and
 * GET_SUBSCRIPTIONGROUP_CONFIG (352).
 */
public final class GroupHandler implements RequestHandler {
  private final SubscriptionGroups groups;
  private final KnownGroups knownGroups;
  private final Offsets offsets;

  /** A handler on these parts. */
  public GroupHandler(SubscriptionGroups groups, KnownGroups knownGroups, Offsets offsets) {
    this.groups = groups;
    this.knownGroups = knownGroups;
    this.offsets = offsets;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
        RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG,
        RequestCode.DELETE_SUBSCRIPTIONGROUP,
        RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return switch (request.code()) {
      case RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP ->
          put(Json.body(request)).thenApply(GroupHandler::answer);
      case RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST -> putAll(Json.body(request));
      case RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG -> CompletableFuture.completedStage(all());
      case RequestCode.DELETE_SUBSCRIPTIONGROUP ->
          delete(request.fields().text("groupName"), request.fields().bool("cleanOffset", false));
      default -> one(request.fields().text("group"));
    };
  }

  private CompletionStage<Result<GroupSettings>> put(JsonNode body) {
    GroupSettings wanted = GroupJson.read(body);
    Optional<String> problem = TopicNames.groupProblem(wanted.group());
    return problem.isPresent()
        ? CompletableFuture.completedStage(Result.failed(BrokerError.INVALID_GROUP, problem.get()))
        : groups.put(wanted);
  }

  private CompletionStage<Response> putAll(JsonNode body) {
    CompletionStage<Result<GroupSettings>> all =
        CompletableFuture.completedStage(
            Result.failed(BrokerError.INVALID_REQUEST, "the group list is empty"));
    boolean first = true;
    for (JsonNode node : body.path("groupConfigList")) {
      all =
          first
              ? put(node)
              : all.thenCompose(
                  before ->
                      before instanceof Result.Failed<GroupSettings>
                          ? CompletableFuture.completedStage(before)
                          : put(node));
      first = false;
    }
    return all.thenApply(GroupHandler::answer);
  }

  private static Response answer(Result<?> result) {
    return result instanceof Result.Failed<?> refused ? Refusals.of(refused) : Response.ok();
  }

  private Response all() {
    ObjectNode table = Json.object();
    for (GroupSettings group : groups.all()) {
      table.set(group.group(), GroupJson.write(group));
    }
    ObjectNode body = Json.object();
    body.set("dataVersion", TopicJson.version(groups.version()));
    body.putObject("forbiddenTable");
    body.set("subscriptionGroupTable", table);
    return Json.answer(body);
  }

  private CompletionStage<Response> delete(String group, boolean withOffsets) {
    CompletionStage<Result<Boolean>> deleted = groups.delete(group);
    if (withOffsets) {
      deleted =
          deleted.thenCompose(
              done ->
                  done instanceof Result.Failed<Boolean>
                      ? CompletableFuture.completedStage(done)
                      : offsets.delete(group, offsets.all(group).keySet()));
    }
    return deleted.thenApply(GroupHandler::answer);
  }

  private CompletionStage<Response> one(String group) {
    return knownGroups
        .ensure(group)
        .thenApply(
            found ->
                found instanceof Result.Ok<GroupSettings> settings
                    ? Json.answer(GroupJson.write(settings.value()))
                    : Refusals.of((Result.Failed<?>) found));
  }
}
