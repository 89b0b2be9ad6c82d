package io.diglot.nativeprotocol.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.Subscription;
import io.diglot.nativeprotocol.answer.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The body of a heartbeat.
 *
 * @param clientId who it is
 * @param fingerprint of its subscriptions; 0 in a version 1 heartbeat
 * @param withoutSubscriptions whether it leaves out the subscriptions that the broker knows already
 * @param producerGroups groups that it sends for
 * @param consumers groups that it consumes in
 */
record HeartbeatBody(
    String clientId,
    int fingerprint,
    boolean withoutSubscriptions,
    Set<String> producerGroups,
    List<ConsumerPart> consumers) {

  /** One group in it. */
  record ConsumerPart(
      String group,
      boolean push,
      boolean broadcast,
      String consumeFromWhere,
      Map<String, Subscription> subscriptions) {
    ClientHeartbeat heartbeat(String clientId, long connection, boolean withoutSubscriptions) {
      return new ClientHeartbeat(
          group,
          clientId,
          connection,
          push,
          broadcast,
          consumeFromWhere,
          withoutSubscriptions ? Optional.empty() : Optional.of(subscriptions));
    }
  }

  static HeartbeatBody of(JsonNode body) {
    Set<String> producers = new TreeSet<>();
    for (JsonNode producer : body.path("producerDataSet")) {
      producers.add(Json.text(producer, "groupName"));
    }
    List<ConsumerPart> consumers = new ArrayList<>();
    for (JsonNode consumer : body.path("consumerDataSet")) {
      consumers.add(consumer(consumer));
    }
    boolean withoutSubscriptions =
        body.path("withoutSub").asBoolean(body.path("isWithoutSub").asBoolean());
    return new HeartbeatBody(
        Json.text(body, "clientID"),
        body.path("heartbeatFingerprint").asInt(),
        withoutSubscriptions,
        producers,
        consumers);
  }

  private static ConsumerPart consumer(JsonNode node) {
    Map<String, Subscription> subscriptions = new HashMap<>();
    for (JsonNode data : node.path("subscriptionDataSet")) {
      Subscription subscription = subscription(data);
      subscriptions.put(subscription.topic(), subscription);
    }
    return new ConsumerPart(
        Json.text(node, "groupName"),
        "CONSUME_PASSIVELY".equals(node.path("consumeType").asText()),
        "BROADCASTING".equals(node.path("messageModel").asText()),
        node.path("consumeFromWhere").asText("CONSUME_FROM_LAST_OFFSET"),
        subscriptions);
  }

  /** One subscription, here or in CHECK_CLIENT_CONFIG. */
  static Subscription subscription(JsonNode data) {
    Set<String> tags = new LinkedHashSet<>();
    for (JsonNode tag : data.path("tagsSet")) {
      tags.add(tag.asText());
    }
    String type = data.path("expressionType").asText("");
    return new Subscription(
        Json.text(data, "topic"),
        data.path("subString").asText("*"),
        type.isEmpty() || type.equals("null") ? "TAG" : type,
        tags,
        data.path("subVersion").asLong());
  }
}
