package io.diglot.nameserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.TopicSettings;
import io.diglot.remoting.BadRequestException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * The body of {@code REGISTER_BROKER}: a version and topics. Two forms: one JSON object, or, for
 * brokers that compress, a zlib stream of
 *
 * <pre>
 * length 4 | version, JSON
 * count 4 | { length 4 | "name readQueues writeQueues permission filterType [attributes]" }*
 * length 4 | filter servers, JSON          (and, from 5.0 on, static topics; both are not read)
 * </pre>
 *
 * @param version the version of the topics
 * @param topics the topics
 */
record RegistrationBody(DataVersion version, List<TopicSettings> topics) {
  /** A bomb of a few kilobytes could otherwise inflate to gigabytes. */
  private static final int MAX_INFLATED_BYTES = 64 << 20;

  private static final int CRC_MASK = 0x7FFF_FFFF;

  RegistrationBody {
    topics = List.copyOf(topics);
  }

  /** RocketMQ's checksum: CRC-32 without its sign bit. */
  static int crc32(ByteBuf body) {
    CRC32 crc = new CRC32();
    crc.update(body.nioBuffer());
    return (int) crc.getValue() & CRC_MASK;
  }

  /**
   * Reads either form, or throws a {@link BadRequestException}; an empty body is no topics at
   * version zero.
   */
  static RegistrationBody read(ByteBuf body, boolean compressed) {
    if (!body.isReadable()) {
      return new RegistrationBody(DataVersion.NONE, List.of());
    }
    return compressed ? readCompressed(body) : readJson(Json.read(body));
  }

  /** The JSON form. */
  ByteBuf write() {
    ObjectNode table = Json.object();
    for (TopicSettings topic : topics) {
      ObjectNode settings = table.putObject(topic.topic());
      settings.putObject("attributes");
      settings
          .put("order", topic.order())
          .put("perm", topic.permission())
          .put("readQueueNums", topic.readQueues())
          .put("topicFilterType", "SINGLE_TAG")
          .put("topicName", topic.topic())
          .put("topicSysFlag", topic.sysFlag())
          .put("writeQueueNums", topic.writeQueues());
    }
    ObjectNode root = Json.object();
    root.putArray("filterServerList");
    ObjectNode wrapper = root.putObject("topicConfigSerializeWrapper");
    wrapper.set("dataVersion", write(version));
    wrapper.set("mappingDataVersion", write(DataVersion.NONE));
    wrapper.set("topicConfigTable", table);
    wrapper.putObject("topicQueueMappingDetailMap");
    wrapper.putObject("topicQueueMappingInfoMap");
    return Json.write(root);
  }

  static ObjectNode write(DataVersion version) {
    return Json.object()
        .put("counter", version.counter())
        .put("stateVersion", version.stateVersion())
        .put("timestamp", version.timestamp());
  }

  static DataVersion readVersion(JsonNode node) {
    return new DataVersion(
        node.path("stateVersion").asLong(),
        node.path("timestamp").asLong(),
        node.path("counter").asLong());
  }

  private static RegistrationBody readJson(JsonNode root) {
    JsonNode wrapper = root.path("topicConfigSerializeWrapper");
    List<TopicSettings> topics = new ArrayList<>();
    wrapper
        .path("topicConfigTable")
        .properties()
        .forEach(entry -> topics.add(readTopic(entry.getKey(), entry.getValue())));
    return new RegistrationBody(readVersion(wrapper.path("dataVersion")), topics);
  }

  /** Absent numbers have the defaults that RocketMQ's topic has. */
  private static TopicSettings readTopic(String key, JsonNode node) {
    return new TopicSettings(
        node.path("topicName").asText(key),
        node.path("readQueueNums").asInt(16),
        node.path("writeQueueNums").asInt(16),
        node.path("perm").asInt(TopicSettings.READ | TopicSettings.WRITE),
        node.path("topicSysFlag").asInt(),
        node.path("order").asBoolean());
  }

  private static RegistrationBody readCompressed(ByteBuf body) {
    try (DataInputStream in =
        new DataInputStream(new InflaterInputStream(new ByteBufInputStream(body.duplicate())))) {
      int[] budget = {MAX_INFLATED_BYTES};
      DataVersion version = readVersion(Json.read(readBlock(in, budget)));
      int count = in.readInt();
      List<TopicSettings> topics = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        topics.add(readTopic(new String(readBlock(in, budget), StandardCharsets.UTF_8)));
      }
      return new RegistrationBody(version, topics);
    } catch (IOException e) {
      throw new BadRequestException("the compressed body cannot be read: " + e.getMessage());
    }
  }

  private static byte[] readBlock(DataInputStream in, int[] budget) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > budget[0]) {
      throw new IOException("a block of " + length + " bytes");
    }
    budget[0] -= length;
    byte[] block = in.readNBytes(length);
    if (block.length < length) {
      throw new EOFException("the body ends within a block");
    }
    return block;
  }

  private static TopicSettings readTopic(String line) {
    String[] words = line.split(" ", 6);
    if (words.length < 5) {
      throw new BadRequestException("a topic of " + words.length + " words");
    }
    try {
      return new TopicSettings(
          words[0],
          Integer.parseInt(words[1]),
          Integer.parseInt(words[2]),
          Integer.parseInt(words[3]),
          0,
          false);
    } catch (NumberFormatException e) {
      throw new BadRequestException("a topic whose queues or permission are no numbers");
    }
  }
}
