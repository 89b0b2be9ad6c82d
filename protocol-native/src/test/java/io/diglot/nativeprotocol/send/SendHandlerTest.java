package io.diglot.nativeprotocol.send;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.nativeprotocol.message.MessageId;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendHandlerTest {
  private @TempDir Path directory;
  private LiveBroker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new LiveBroker(directory);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  @Test
  void theReceiptNamesWhereTheMessageIs() {
    broker.createTopic("t", 2);
    broker.send("t", "first", "queueId", "1");
    Answer answer =
        broker.send(
            "t",
            "second",
            "queueId",
            "1",
            "flag",
            "7",
            "properties",
            LiveBroker.properties("TAGS", "A", "UNIQ_KEY", "U1", "POP_CK", "forged"));
    assertEquals(0, answer.code());
    assertEquals(1, answer.number("queueId"));
    assertEquals(1, answer.number("queueOffset"));
    assertEquals("U1", answer.fields().get("transactionId"));
    assertEquals("DefaultRegion", answer.fields().get("MSG_REGION"));
    assertEquals("true", answer.fields().get("TRACE_ON"));
    MessageId id = MessageId.parse(answer.fields().get("msgId")).orElseThrow();
    assertEquals(broker.port(), id.broker().port());

    Answer view =
        broker.call(
            RequestCode.VIEW_MESSAGE_BY_ID, Map.of("offset", Long.toString(id.physicalOffset())));
    StoredMessage message = view.messages().get(0);
    assertEquals("second", view.bodies().get(0));
    assertEquals(7, message.flag());
    assertEquals(1, message.queueOffset());
    assertEquals(id.physicalOffset(), message.physicalOffset());
    assertEquals(1_700_000_000_000L, message.bornTimestamp());
    assertTrue(message.storeTimestamp() > message.bornTimestamp());
    assertEquals(
        Map.of("TAGS", "A", "UNIQ_KEY", "U1", "CLUSTER", "cluster"), message.propertyMap());
  }

  @Test
  void bothHeaderFormsSayTheSame() {
    broker.createTopic("t", 1);
    Map<String, String> letters = new HashMap<>();
    letters.put("a", "pg");
    letters.put("b", "t");
    letters.put("c", "TBW102");
    letters.put("d", "4");
    letters.put("e", "0");
    letters.put("f", "0");
    letters.put("g", "1");
    letters.put("h", "3");
    letters.put("i", "k\u0001v\u0002");
    letters.put("m", "false");
    assertEquals(0, broker.call(RequestCode.SEND_MESSAGE_V2, letters, "x").code());
    StoredMessage message = broker.pull("t", 0).messages().get(0);
    assertEquals(3, message.flag());
    assertEquals("v", message.propertyMap().get("k"));
    assertTrue(message.propertyMap().containsKey("UNIQ_KEY"));
  }

  @Test
  void refusalsComeInRocketMqsOrder() {
    broker.createTopic("t", 2);
    assertEquals(29, broker.send("a b", "x").code());
    assertEquals(16, broker.send("TBW102", "x").code());
    assertEquals(16, broker.send("SCHEDULE_TOPIC_XXXX", "x").code());
    assertEquals(17, broker.send("missing", "x", "defaultTopic", "unknown").code());
    assertEquals(29, broker.send("t", "x", "queueId", "2").code());
    assertEquals(13, broker.send("t", "x".repeat(4097)).code());
    assertEquals(
        13,
        broker.send("t", "x", "properties", LiveBroker.properties("p", "y".repeat(32767))).code());
    Answer half = broker.send("t", "x", "properties", LiveBroker.properties("TRAN_MSG", "true"));
    assertEquals(16, half.code());
    assertTrue(half.remark().contains("transaction"));
    assertEquals(1, broker.call(RequestCode.SEND_MESSAGE, Map.of("topic", "t"), "x").code());
    assertEquals(0, broker.send("t", "x").number("queueOffset"), "a refusal left something behind");
  }

  @Test
  void sendingToAMissingTopicMakesItAfterItsTemplate() {
    assertEquals(0, broker.send("made", "x", "defaultTopicQueueNums", "3", "queueId", "-1").code());
    assertEquals(3, broker.core().topics().find("made").orElseThrow().queueCount());
    assertEquals(0, broker.send("most", "x", "defaultTopicQueueNums", "99").code());
    assertEquals(8, broker.core().topics().find("most").orElseThrow().queueCount());
  }

  @Test
  void aBatchIsDenseAndEachMessageHasItsId() {
    broker.createTopic("t", 1);
    broker.send("t", "before");
    ByteBuffer batch = ByteBuffer.allocate(200);
    for (String body : List.of("one", "two", "three")) {
      byte[] properties = ("TAGS\u0001" + body).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      batch.putInt(22 + bytes.length + properties.length).putInt(0).putInt(0).putInt(0);
      batch.putInt(bytes.length).put(bytes);
      batch.putShort((short) properties.length).put(properties);
    }
    byte[] body = new byte[batch.position()];
    batch.flip().get(body);
    Map<String, String> fields = LiveBroker.sendFields("t", "batch", "true");
    Answer answer = broker.ask(RequestCode.SEND_MESSAGE, fields, body).join();
    assertEquals(0, answer.code());
    assertEquals(1, answer.number("queueOffset"));
    String[] ids = answer.fields().get("msgId").split(",", -1);
    List<StoredMessage> messages = broker.pull("t", 1).messages();
    assertEquals(3, messages.size());
    for (int i = 0; i < 3; i++) {
      assertEquals(1 + i, messages.get(i).queueOffset());
      assertEquals(
          messages.get(i).physicalOffset(), MessageId.parse(ids[i]).orElseThrow().physicalOffset());
    }
    assertEquals(List.of("two"), broker.pull("t", 0, "subscription", "two").bodies());

    assertEquals(13, broker.send("%RETRY%g", "x", "batch", "true").code());
    assertEquals(13, broker.send("t", "no batch", "batch", "true").code());
    assertEquals(13, broker.send("t", "", "batch", "true").code());
  }

  @Test
  void compressedBodiesAreStoredAsSent() {
    broker.createTopic("t", 1);
    byte[] body = {1, 2, 3, -1, 0};
    broker.ask(RequestCode.SEND_MESSAGE, LiveBroker.sendFields("t", "sysFlag", "1"), body).join();
    StoredMessage message = broker.pull("t", 0).messages().get(0);
    byte[] stored = new byte[message.body().remaining()];
    message.body().get(stored);
    assertArrayEquals(body, stored);
    assertEquals(1, message.sysFlag());
  }

  @Test
  void aDelayedMessageComesWhenItIsDueWithWhatTheBrokerAddedToIt() {
    broker.createTopic("t", 1);
    Answer sent = broker.send("t", "late", "properties", LiveBroker.properties("DELAY", "99"));
    assertEquals(0, sent.code());
    Answer answer = broker.pull("t", 0, "sysFlag", "6");
    assertEquals(List.of("late"), answer.bodies());
    Map<String, String> properties = answer.messages().get(0).propertyMap();
    assertEquals("5", properties.get("DELAY"));
    assertEquals("t", properties.get("REAL_TOPIC"));
    assertEquals("0", properties.get("REAL_QID"));
  }

  @Test
  void delaysThatCannotBeKeptAreRefused() {
    broker.createTopic("t", 1);
    for (String[] pair :
        new String[][] {
          {"TIMER_DELAY_SEC", "abc"},
          {"TIMER_DELAY_SEC", "2592000"},
          {"TIMER_DELAY_MS", Long.toString(Long.MAX_VALUE)},
          {"TIMER_DELIVER_MS", Long.toString(Long.MAX_VALUE)}
        }) {
      assertEquals(
          13, broker.send("t", "x", "properties", LiveBroker.properties(pair)).code(), pair[1]);
    }
    assertEquals(
        0,
        broker
            .send("t", "x", "properties", LiveBroker.properties("TIMER_DELIVER_MS", "1"))
            .number("queueOffset"));
    assertEquals(1, broker.pull("t", 0).messages().size());
  }

  @Test
  void whatFailedTooOftenIsADeadLetter() {
    Answer kept = broker.send("%RETRY%g", "again", "reconsumeTimes", "2", "maxReconsumeTimes", "2");
    assertEquals(0, kept.code());
    assertEquals(List.of("again"), broker.pull("%RETRY%g", 0).bodies());
    Answer dead = broker.send("%RETRY%g", "dead", "reconsumeTimes", "3", "maxReconsumeTimes", "2");
    assertEquals(0, dead.code());
    Answer letters = broker.pull("%DLQ%g", 0);
    assertEquals(List.of("dead"), letters.bodies());
    assertEquals("-1", letters.messages().get(0).propertyMap().get("DELAY"));
    assertEquals(6, broker.core().topics().find("%DLQ%g").orElseThrow().permission());
  }
}
