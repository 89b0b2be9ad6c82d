package io.diglot.nativeprotocol.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryHandlerTest {
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

  private Answer query(String key, String... changes) {
    Map<String, String> fields =
        new HashMap<>(
            Map.of(
                "topic",
                "t",
                "key",
                key,
                "maxNum",
                "32",
                "beginTimestamp",
                "0",
                "endTimestamp",
                Long.toString(Long.MAX_VALUE)));
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    return broker.call(RequestCode.QUERY_MESSAGE, fields);
  }

  @Test
  void messagesAreFoundByEachOfTheirKeysAndByTheirUniqueId() {
    Topic topic = broker.createTopic("t", 2);
    broker.send("t", "one", "properties", LiveBroker.properties("KEYS", "a b", "UNIQ_KEY", "U1"));
    broker.send(
        "t",
        "two",
        "queueId",
        "1",
        "properties",
        LiveBroker.properties("KEYS", "b", "UNIQ_KEY", "U2"));
    broker.appendForeign(topic, 0, "b=three\nc=four");
    assertEquals(List.of("one"), query("a").bodies());
    assertEquals(List.of("one", "three", "two"), query("b").bodies());
    assertEquals(List.of("one"), query("b", "maxNum", "1").bodies());
    assertEquals(List.of("four"), query("c").bodies());
    assertEquals(List.of("two"), query("U2", "_UNIQUE_KEY_QUERY", "true").bodies());
    assertEquals(22, query("a b").code());
    assertEquals(22, query("a", "endTimestamp", "1").code());
    assertEquals(22, query("U1").code());
    assertEquals(22, query("a", "topic", "missing").code());
  }

  @Test
  void aKeyIsFoundFarBehindTheStart() {
    broker.createTopic("t", 1);
    for (int i = 0; i < 1_200; i++) {
      broker.send("t", "m" + i, "properties", LiveBroker.properties("KEYS", "k" + i));
    }
    assertEquals(List.of("m1199"), query("k1199").bodies());
  }

  @Test
  void whatIsNoMessageIsNotShown() {
    assertEquals(1, broker.call(RequestCode.VIEW_MESSAGE_BY_ID, Map.of("offset", "7")).code());
    assertEquals(
        1,
        broker
            .call(RequestCode.VIEW_MESSAGE_BY_ID, Map.of("offset", Long.toString(Long.MAX_VALUE)))
            .code());
    assertEquals(1, broker.call(RequestCode.VIEW_MESSAGE_BY_ID, Map.of()).code());
  }
}
