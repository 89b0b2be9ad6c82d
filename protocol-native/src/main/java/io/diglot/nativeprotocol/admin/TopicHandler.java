package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.answer.TopicJson;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * UPDATE_AND_CREATE_TOPIC (17), UPDATE_AND_CREATE_TOPIC_LIST (18), GET_ALL_TOPIC_CONFIG (21),
 * DELETE_TOPIC_IN_BROKER (215), GET_SYSTEM_TOPIC_LIST_FROM_BROKER (305) and GET_TOPIC_CONFIG (351).
 */
public final class TopicHandler implements RequestHandler {
  private final Topics topics;
  private final BrokerIdentity identity;

  /** A handler on these parts. */
  public TopicHandler(Topics topics, BrokerIdentity identity) {
    this.topics = topics;
    this.identity = identity;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.UPDATE_AND_CREATE_TOPIC,
        RequestCode.UPDATE_AND_CREATE_TOPIC_LIST,
        RequestCode.GET_ALL_TOPIC_CONFIG,
        RequestCode.DELETE_TOPIC_IN_BROKER,
        RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER,
        RequestCode.GET_TOPIC_CONFIG);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return switch (request.code()) {
      case RequestCode.UPDATE_AND_CREATE_TOPIC -> set(wanted(request.fields()));
      case RequestCode.UPDATE_AND_CREATE_TOPIC_LIST -> setAll(Json.body(request));
      case RequestCode.GET_ALL_TOPIC_CONFIG -> CompletableFuture.completedStage(all());
      case RequestCode.DELETE_TOPIC_IN_BROKER -> delete(request.fields().text("topic"));
      case RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER ->
          CompletableFuture.completedStage(systemTopics());
      default -> CompletableFuture.completedStage(one(request.fields().text("topic")));
    };
  }

  /** A topic that is wanted, and which of its settings are to go. */
  private record Wanted(TopicSpec spec, Set<String> removed) {}

  private static Wanted wanted(Fields fields) {
    Map<String, String> settings = new HashMap<>();
    List<String> removed = new ArrayList<>();
    for (String attribute : fields.text("attributes", "").split(",", -1)) {
      int equals = attribute.indexOf('=');
      if (attribute.startsWith("+") && equals > 1) {
        settings.put(attribute.substring(1, equals), attribute.substring(equals + 1));
      } else if (attribute.startsWith("-")) {
        removed.add(attribute.substring(1));
      }
    }
    TopicSpec spec =
        new TopicSpec(
            fields.text("topic"),
            fields.int32("readQueueNums"),
            fields.int32("writeQueueNums"),
            fields.int32("perm"),
            fields.int32("topicSysFlag", 0),
            fields.bool("order", false),
            settings);
    return new Wanted(spec, Set.copyOf(removed));
  }

  private CompletionStage<Response> set(Wanted wanted) {
    return setOne(wanted)
        .thenApply(
            result ->
                result instanceof Result.Failed<Topic> refused
                    ? Refusals.of(refused)
                    : Response.ok());
  }

  private CompletionStage<Response> setAll(JsonNode body) {
    CompletionStage<Result<Topic>> all =
        CompletableFuture.completedStage(
            Result.failed(BrokerError.INVALID_REQUEST, "the topic list is empty"));
    boolean first = true;
    for (JsonNode node : body.path("topicConfigList")) {
      Wanted wanted = new Wanted(TopicJson.read(node), Set.of());
      all =
          first
              ? setOne(wanted)
              : all.thenCompose(
                  before ->
                      before instanceof Result.Failed<Topic>
                          ? CompletableFuture.completedStage(before)
                          : setOne(wanted));
      first = false;
    }
    return all.thenApply(
        result ->
            result instanceof Result.Failed<Topic> refused ? Refusals.of(refused) : Response.ok());
  }

  private CompletionStage<Result<Topic>> setOne(Wanted wanted) {
    String name = wanted.spec().name();
    Optional<String> problem = TopicNames.problem(name);
    if (problem.isPresent()) {
      return refused(BrokerError.INVALID_TOPIC_NAME, problem.get());
    }
    if (isSystem(name)) {
      return refused(
          BrokerError.INVALID_TOPIC_NAME, "The topic[" + name + "] is conflict with system topic.");
    }
    return topics.find(name).isPresent()
        ? topics.update(name, known -> changed(known, wanted))
        : topics
            .create(wanted.spec())
            .thenCompose(
                result ->
                    result instanceof Result.Failed<Topic> refused
                            && refused.error() == BrokerError.TOPIC_EXISTS
                        ? topics.update(name, known -> changed(known, wanted))
                        : CompletableFuture.completedStage(result));
  }

  /** Queue counts may shrink: the queues stay, but are not shown any more. */
  private static TopicSpec changed(TopicSpec known, Wanted wanted) {
    Map<String, String> settings = new HashMap<>(known.settings());
    settings.keySet().removeAll(wanted.removed());
    settings.putAll(wanted.spec().settings());
    TopicSpec spec = wanted.spec();
    return new TopicSpec(
        known.name(),
        spec.readQueues(),
        spec.writeQueues(),
        spec.permission(),
        spec.systemFlag(),
        spec.ordered(),
        settings);
  }

  private static CompletionStage<Result<Topic>> refused(BrokerError error, String detail) {
    return CompletableFuture.completedStage(Result.failed(error, detail));
  }

  private CompletionStage<Response> delete(String name) {
    if (isSystem(name)) {
      return CompletableFuture.completedStage(
          Response.of(
              ResponseCode.INVALID_PARAMETER,
              "The topic[" + name + "] is conflict with system topic."));
    }
    return topics
        .delete(name)
        .thenApply(
            result ->
                result instanceof Result.Failed<?> refused
                        && refused.error() != BrokerError.UNKNOWN_TOPIC
                    ? Refusals.of(refused)
                    : Response.ok());
  }

  private Response all() {
    ObjectNode table = Json.object();
    for (Topic topic : topics.all()) {
      table.set(topic.name(), TopicJson.write(topic));
    }
    ObjectNode body = Json.object();
    body.set("dataVersion", TopicJson.version(topics.version()));
    body.set("mappingDataVersion", TopicJson.version(0));
    body.set("topicConfigTable", table);
    body.putObject("topicQueueMappingDetailMap");
    body.putObject("topicQueueMappingInfoMap");
    return Json.answer(body);
  }

  private Response systemTopics() {
    ObjectNode body = Json.object();
    var list = body.putArray("topicList");
    topics.all().stream().map(Topic::name).filter(this::isSystem).sorted().forEach(list::add);
    return Json.answer(body);
  }

  private Response one(String name) {
    return topics
        .find(name)
        .map(topic -> Json.answer(TopicJson.write(topic)))
        .orElseGet(
            () ->
                Response.of(
                    ResponseCode.TOPIC_NOT_EXIST, "No topic in this broker. topic: " + name));
  }

  private boolean isSystem(String name) {
    return TopicNames.isReserved(name)
        || name.equals(identity.clusterName())
        || name.equals(identity.brokerName());
  }
}
