package io.diglot.nameserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.remoting.BadRequestException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * JSON bodies: reads the dialect that RocketMQ's serializer writes (names without quotes), writes
 * the standard.
 */
final class Json {
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .build())
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object, or a {@link BadRequestException}. */
  static JsonNode read(ByteBuf body) {
    return read(ByteBufUtil.getBytes(body));
  }

  static JsonNode read(byte[] body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node.isObject()) {
        return node;
      }
    } catch (IOException e) {
      throw new BadRequestException("the body is no JSON: " + position(e));
    }
    throw new BadRequestException("the body is no JSON object");
  }

  static ByteBuf write(JsonNode node) {
    return Unpooled.copiedBuffer(text(node), StandardCharsets.UTF_8);
  }

  static String text(JsonNode node) {
    return node.toString();
  }

  private static String position(IOException e) {
    return e instanceof JsonProcessingException json && json.getLocation() != null
        ? "line " + json.getLocation().getLineNr() + " column " + json.getLocation().getColumnNr()
        : e.getClass().getSimpleName();
  }
}
