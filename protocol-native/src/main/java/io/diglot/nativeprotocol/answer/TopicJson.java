package io.diglot.nativeprotocol.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicSpec;
import java.util.HashMap;
import java.util.Map;

/** RocketMQ's TopicConfig. */
public final class TopicJson {
  private static final int DEFAULT_QUEUES = 16;
  private static final int READ_WRITE = 6;

  private TopicJson() {}

  /** A topic as RocketMQ shows it. */
  public static ObjectNode write(Topic topic) {
    ObjectNode attributes = Json.object();
    topic.settings().forEach(attributes::put);
    ObjectNode node = Json.object();
    node.set("attributes", attributes);
    return node.put("order", topic.ordered())
        .put("perm", topic.permission())
        .put("readQueueNums", topic.readQueues())
        .put("topicFilterType", "SINGLE_TAG")
        .put("topicName", topic.name())
        .put("topicSysFlag", topic.systemFlag())
        .put("writeQueueNums", topic.writeQueues());
  }

  /** The topic that somebody wants. */
  public static TopicSpec read(JsonNode node) {
    Map<String, String> settings = new HashMap<>();
    node.path("attributes")
        .properties()
        .forEach(entry -> settings.put(withoutSign(entry.getKey()), entry.getValue().asText()));
    return new TopicSpec(
        Json.text(node, "topicName"),
        node.path("readQueueNums").asInt(DEFAULT_QUEUES),
        node.path("writeQueueNums").asInt(DEFAULT_QUEUES),
        node.path("perm").asInt(READ_WRITE),
        node.path("topicSysFlag").asInt(),
        node.path("order").asBoolean(),
        settings);
  }

  private static String withoutSign(String name) {
    return name.startsWith("+") ? name.substring(1) : name;
  }

  /** RocketMQ's DataVersion: a counter is enough to tell two states apart. */
  public static ObjectNode version(long counter) {
    return Json.object().put("counter", counter).put("stateVersion", 0).put("timestamp", counter);
  }
}
