package io.diglot.nativeprotocol.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.remoting.RequestCode;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendBackHandlerTest {
  private @TempDir Path directory;
  private LiveBroker broker;
  private Topic topic;

  @BeforeEach
  void start() throws IOException {
    broker = new LiveBroker(directory);
    topic = broker.createTopic("t", 1);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private Answer sendBack(long offset, String... changes) {
    Map<String, String> fields =
        new HashMap<>(Map.of("offset", Long.toString(offset), "group", "g", "delayLevel", "0"));
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    return broker.call(RequestCode.CONSUMER_SEND_MSG_BACK, fields);
  }

  private StoredMessage waitFor(String name, long offset) {
    return broker.pull(name, offset, "sysFlag", "6").messages().get(0);
  }

  @Test
  void aFailedMessageComesAgainAndIsDeadInTheEnd() {
    Answer sent = broker.send("t", "body", "flag", "3");
    assertEquals(0, sendBack(broker.pull("t", 0).messages().get(0).physicalOffset()).code());
    StoredMessage first = waitFor("%RETRY%g", 0);
    assertEquals(1, first.reconsumeTimes());
    assertEquals(3, first.flag());
    assertEquals("body", StandardCharsets.UTF_8.decode(first.body()).toString());
    Map<String, String> properties = first.propertyMap();
    assertEquals("t", properties.get("RETRY_TOPIC"));
    assertEquals(sent.fields().get("msgId"), properties.get("ORIGIN_MESSAGE_ID"));
    assertEquals("3", properties.get("DELAY"));
    assertEquals("%RETRY%g", properties.get("REAL_TOPIC"));

    assertEquals(0, sendBack(first.physicalOffset()).code());
    StoredMessage second = waitFor("%RETRY%g", 1);
    assertEquals(2, second.reconsumeTimes());
    assertEquals("4", second.propertyMap().get("DELAY"));
    assertEquals(sent.fields().get("msgId"), second.propertyMap().get("ORIGIN_MESSAGE_ID"));

    assertEquals(0, sendBack(second.physicalOffset(), "maxReconsumeTimes", "2").code());
    StoredMessage dead = waitFor("%DLQ%g", 0);
    assertEquals(3, dead.reconsumeTimes());
    assertEquals("t", dead.propertyMap().get("RETRY_TOPIC"));
    assertEquals("%RETRY%g", dead.propertyMap().get("REAL_TOPIC"));
  }

  @Test
  void aConsumerMayGiveUpAtOnce() {
    broker.send("t", "body");
    long offset = broker.pull("t", 0).messages().get(0).physicalOffset();
    assertEquals(0, sendBack(offset, "delayLevel", "-1").code());
    assertEquals(1, waitFor("%DLQ%g", 0).reconsumeTimes());
  }

  @Test
  void aRecordOfTheOtherProtocolStaysExactThroughARetry() {
    broker.appendForeign(topic, 0, "a=1\nb=");
    StoredMessage nothing = broker.pull("t", 1).messages().get(0);
    assertEquals(0, sendBack(nothing.physicalOffset()).code());
    waitFor("%RETRY%g", 0);
    Topic retry = broker.core().topics().find("%RETRY%g").orElseThrow();
    try (FrameRun run =
        broker
            .core()
            .queues()
            .read(retry.queueKey(0), 0, (kind, base, count, size, tag, time) -> Choice.TAKE)) {
      CommonRecord record = broker.core().records().of(run.frames().get(0)).get(0);
      assertEquals(null, record.value());
      assertEquals("b", new String(record.key(), StandardCharsets.UTF_8));
      assertEquals(1, record.headers().stream().filter(h -> h.name().equals("empty")).count());
      assertEquals(1, record.reconsumeTimes());
    }
  }

  @Test
  void whatIsNotThereCannotComeBack() {
    broker.send("t", "body");
    assertEquals(1, sendBack(12_345).code());
    assertEquals(1, sendBack(-1).code());
    assertEquals(1, sendBack(Long.MAX_VALUE).code());
    assertEquals(26, sendBack(0, "group", "a b").code());
    assertFalse(broker.core().topics().find("%DLQ%g").isPresent());
    assertEquals(List.of(), broker.pull("%RETRY%g", 0).bodies());
  }
}
