package io.diglot.nativeprotocol.offset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetsTest {
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

  private Answer ask(int code, String... changes) {
    Map<String, String> fields =
        new HashMap<>(Map.of("consumerGroup", "g", "topic", "t", "queueId", "0"));
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    return broker.call(code, fields);
  }

  @Test
  void noOffsetIsZeroInAYoungQueueAndNotFoundElsewhere() {
    assertEquals(22, ask(RequestCode.QUERY_CONSUMER_OFFSET).code(), "an empty queue");
    broker.send("t", "x");
    broker.send("t", "y");
    assertEquals(0, ask(RequestCode.QUERY_CONSUMER_OFFSET).number("offset"));
    assertEquals(22, ask(RequestCode.QUERY_CONSUMER_OFFSET, "setZeroIfNotFound", "false").code());
    broker.core().queues().deleteBefore(topic.queueKey(0), 1).toCompletableFuture().join();
    assertEquals(22, ask(RequestCode.QUERY_CONSUMER_OFFSET).code(), "its first message is gone");
    assertEquals(22, ask(RequestCode.QUERY_CONSUMER_OFFSET, "topic", "missing").code());
  }

  @Test
  void aCommittedOffsetIsFoundAgain() {
    broker.send("t", "x");
    assertEquals(0, ask(RequestCode.UPDATE_CONSUMER_OFFSET, "commitOffset", "1").code());
    assertEquals(1, ask(RequestCode.QUERY_CONSUMER_OFFSET).number("offset"));
    assertEquals(0, ask(RequestCode.UPDATE_CONSUMER_OFFSET, "commitOffset", "0").code());
    assertEquals(0, ask(RequestCode.QUERY_CONSUMER_OFFSET).number("offset"));
  }

  @Test
  void commitsThatMakeNoSenseAreRefused() {
    int commit = RequestCode.UPDATE_CONSUMER_OFFSET;
    assertEquals(26, ask(commit, "consumerGroup", "a b", "commitOffset", "1").code());
    assertEquals(17, ask(commit, "topic", "missing", "commitOffset", "1").code());
    assertEquals(29, ask(commit, "queueId", "1", "commitOffset", "1").code());
    assertEquals(29, ask(commit, "commitOffset", "-1").code());
    assertEquals(1, ask(commit, "commitOffset", "many").code());
    assertEquals(22, ask(RequestCode.QUERY_CONSUMER_OFFSET).code());
  }

  @Test
  void theEndsOfAQueue() {
    assertEquals(0, ask(RequestCode.GET_MAX_OFFSET).number("offset"));
    assertEquals(-1, ask(RequestCode.GET_EARLIEST_MSG_STORETIME).number("timestamp"));
    for (int i = 0; i < 3; i++) {
      broker.send("t", "x");
    }
    broker.core().queues().deleteBefore(topic.queueKey(0), 1).toCompletableFuture().join();
    assertEquals(3, ask(RequestCode.GET_MAX_OFFSET).number("offset"));
    assertEquals(1, ask(RequestCode.GET_MIN_OFFSET).number("offset"));
    assertTrue(ask(RequestCode.GET_EARLIEST_MSG_STORETIME).number("timestamp") > 0);
    assertEquals(0, ask(RequestCode.GET_MAX_OFFSET, "topic", "missing").number("offset"));
    assertEquals(0, ask(RequestCode.GET_MIN_OFFSET, "queueId", "9").number("offset"));
  }

  @Test
  void offsetsAreFoundByTime() {
    for (int i = 0; i < 3; i++) {
      broker.send("t", "x");
    }
    int search = RequestCode.SEARCH_OFFSET_BY_TIMESTAMP;
    String late = Long.toString(Long.MAX_VALUE);
    assertEquals(0, ask(search, "timestamp", "1").number("offset"));
    assertEquals(3, ask(search, "timestamp", late).number("offset"));
    assertEquals(0, ask(search, "timestamp", "1", "boundaryType", "UPPER").number("offset"));
    assertEquals(
        2, ask(search, "timestamp", "9000000000000", "boundaryType", "UPPER").number("offset"));
    assertEquals(0, ask(search, "timestamp", late, "topic", "missing").number("offset"));
  }
}
