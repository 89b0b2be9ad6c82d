package io.diglot.nativeprotocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.nativeprotocol.LiveBroker.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that no client sends: each gets an answer of the protocol's own, and disturbs nobody.
 */
class HostileRequestsTest {
  private static final List<Integer> CODES =
      List.of(
          10, 11, 12, 14, 15, 17, 18, 21, 25, 26, 28, 29, 30, 31, 32, 33, 34, 35, 36, 38, 41, 42,
          46, 200, 201, 202, 203, 204, 207, 208, 215, 222, 225, 300, 303, 305, 307, 309, 310, 314,
          320, 328, 343, 345, 351, 352, 361, 400, 401);
  private static final List<String> NAMES =
      List.of(
          "topic",
          "consumerGroup",
          "group",
          "groupName",
          "producerGroup",
          "queueId",
          "queueOffset",
          "maxMsgNums",
          "sysFlag",
          "commitOffset",
          "subscription",
          "subVersion",
          "expressionType",
          "defaultTopic",
          "defaultTopicQueueNums",
          "bornTimestamp",
          "flag",
          "properties",
          "batch",
          "offset",
          "delayLevel",
          "maxReconsumeTimes",
          "timestamp",
          "boundaryType",
          "key",
          "maxNum",
          "beginTimestamp",
          "endTimestamp",
          "clientID",
          "clientId",
          "msgId",
          "perm",
          "attributes",
          "readQueueNums",
          "writeQueueNums",
          "srcGroup",
          "destGroup",
          "isForce",
          "reconsumeTimes",
          "topicList",
          "order",
          "a",
          "b",
          "c",
          "d",
          "e",
          "f",
          "g",
          "h",
          "i",
          "j",
          "k",
          "l",
          "m");
  private static final List<String> VALUES =
      List.of(
          "",
          "t",
          "g",
          "0",
          "1",
          "-1",
          "2147483647",
          "-2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999",
          "true",
          "%RETRY%g",
          "%DLQ%g",
          "TBW102",
          "a\u0001b\u0002",
          "TAGS\u0001A\u0002DELAY\u00013\u0002",
          "\u0001\u0002\u0001",
          "+",
          "-,+a=,=",
          "ü€\ud83d\ude00",
          "..",
          "x|y",
          "UPPER",
          "||",
          "SQL92");
  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "[]",
          "null",
          "{",
          "{\"clientID\":\"c\",\"consumerDataSet\":5}",
          "{\"clientID\":\"c\",\"consumerDataSet\":[{}]}",
          "{\"clientID\":\"c\",\"consumerDataSet\":[{\"groupName\":\"g\",\"subscriptionDataSet\":[1]}]}",
          "{\"clientID\":\"c\",\"producerDataSet\":[{\"groupName\":\"p\"}]}",
          "{\"groupName\":\"g\",\"retryMaxTimes\":\"many\"}",
          "{\"consumerGroup\":\"g\",\"clientId\":\"c\",\"mqSet\":[{},{\"brokerName\":\"broker\"}]}",
          "{\"topic\":\"t\",\"consumerGroup\":\"g\",\"clientId\":\"c\",\"strategyName\":\"AVG\"}",
          "{\"topicConfigList\":[{\"topicName\":\"t\",\"readQueueNums\":-5}]}",
          "{\"groupConfigList\":[5]}",
          "{\"subscriptionData\":{\"topic\":\"t\"}}",
          "[".repeat(2_000),
          "\u0000\u0000\u0000\u0016\u0000");

  private @TempDir Path directory;

  @Test
  void everyRequestIsAnsweredAndNobodyIsDisturbed() throws IOException {
    long seed = System.nanoTime();
    System.out.println("HostileRequestsTest seed " + seed);
    Random random = new Random(seed);
    try (LiveBroker broker = new LiveBroker(directory)) {
      broker.createTopic("t", 1);
      broker.createTopic("untouched", 1);
      List<String> broken = new ArrayList<>();
      for (int round = 0; round < 6_000; round++) {
        int code = pick(CODES, random);
        Map<String, String> fields = new HashMap<>();
        if (random.nextInt(8) > 0) {
          fields.put("suspendTimeoutMillis", "1");
          for (String name : NAMES) {
            if (random.nextInt(10) > 0) {
              fields.put(name, random.nextInt(3) > 0 ? plausible(name) : pick(VALUES, random));
            }
          }
        }
        String body = pick(BODIES, random);
        Answer answer = broker.ask(code, fields, body.getBytes(StandardCharsets.UTF_8)).join();
        if (answer.remark().startsWith("internal error")) {
          broken.add(code + " " + fields + " " + body + ": " + answer.remark());
        }
      }
      assertEquals(List.of(), broken);
      Answer sent = broker.send("untouched", "still here");
      assertEquals(0, sent.code());
      assertEquals(List.of("still here"), broker.pull("untouched", 0).bodies());
    }
  }

  private static String plausible(String name) {
    return switch (name) {
      case "topic", "b" -> "t";
      case "defaultTopic", "c" -> "TBW102";
      case "properties", "i" -> "TAGS\u0001A\u0002";
      case "batch", "m", "isForce", "order" -> "false";
      case "consumerGroup", "group", "groupName", "producerGroup", "a", "srcGroup", "destGroup" ->
          "g";
      default -> "1";
    };
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
