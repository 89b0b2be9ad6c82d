package io.diglot.nativeprotocol.answer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.model.QueueName;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.Command;
import io.diglot.remoting.Response;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;

/** JSON bodies as RocketMQ writes them: tolerant in reading, strict in writing. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * The body of a request.
   *
   * @throws BadRequestException if it is no JSON object
   */
  public static JsonNode body(Command request) {
    return parse(ByteBufUtil.getBytes(request.body()));
  }

  /**
   * Any JSON object.
   *
   * @throws BadRequestException if it is none
   */
  public static JsonNode parse(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new BadRequestException("the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new BadRequestException("the body is no JSON object");
  }

  /** The bytes of a node. */
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A success with this body. */
  public static Response answer(JsonNode body) {
    return Response.ok().body(Unpooled.wrappedBuffer(bytes(body)));
  }

  /** RocketMQ's MessageQueue. */
  public static ObjectNode queue(String brokerName, QueueName queue) {
    return object()
        .put("brokerName", brokerName)
        .put("queueId", queue.queueId())
        .put("topic", queue.topic());
  }

  /** A set of MessageQueue, without those of other brokers. */
  public static Set<QueueName> queues(JsonNode array, String brokerName) {
    Set<QueueName> queues = new LinkedHashSet<>();
    for (JsonNode node : array) {
      if (brokerName.equals(node.path("brokerName").asText())) {
        queues.add(new QueueName(node.path("topic").asText(), node.path("queueId").asInt(-1)));
      }
    }
    return queues;
  }

  /** A field that must be a text. */
  public static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual()) {
      throw new BadRequestException("the field " + field + " is missing in the body");
    }
    return value.asText();
  }

  /**
   * Adds a field whose value is a table by queue. RocketMQ writes the keys as JSON objects, which
   * its own reader alone takes, so this is put together from pieces.
   */
  public static void putQueueTable(
      ObjectNode target, String field, String brokerName, SortedMap<QueueName, JsonNode> table) {
    StringBuilder text = new StringBuilder("{");
    table.forEach(
        (queue, value) -> {
          text.append(text.length() > 1 ? "," : "");
          text.append(queue(brokerName, queue)).append(':').append(value);
        });
    target.putRawValue(field, new com.fasterxml.jackson.databind.util.RawValue(text + "}"));
  }
}
