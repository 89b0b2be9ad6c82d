package io.diglot.nativeprotocol.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicSpec;
import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullHandlerTest {
  private static final byte[] NO_BODY = {};

  private @TempDir Path directory;
  private LiveBroker broker;
  private Topic topic;

  @BeforeEach
  void start() throws IOException {
    broker = new LiveBroker(directory);
    topic = broker.createTopic("t", 2);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private void assertPull(int code, long next, Answer answer) {
    assertEquals(code, answer.code(), answer.remark());
    assertEquals(next, answer.number("nextBeginOffset"));
  }

  @Test
  void anEmptyQueueIsNotFoundAtItsStartAndMovedElsewhere() {
    assertPull(19, 0, broker.pull("t", 0));
    assertPull(21, 0, broker.pull("t", 5));
  }

  @Test
  void offsetsOutsideOfTheQueueAreMovedToItsNearestEnd() {
    for (int i = 0; i < 5; i++) {
      broker.send("t", "m" + i);
    }
    broker.core().queues().deleteBefore(topic.queueKey(0), 2).toCompletableFuture().join();
    assertPull(21, 2, broker.pull("t", 0));
    assertPull(0, 5, broker.pull("t", 2));
    assertPull(19, 5, broker.pull("t", 5));
    assertPull(21, 5, broker.pull("t", 6));
    Answer found = broker.pull("t", 3);
    assertEquals("FOUND", found.remark());
    assertEquals(2, found.number("minOffset"));
    assertEquals(5, found.number("maxOffset"));
    assertEquals(0, found.number("suggestWhichBrokerId"));
    assertEquals(List.of("m3", "m4"), found.bodies());
  }

  @Test
  void largeMessagesComeFromWhereTheyLieAndSmallOnesTogether() {
    List<String> sent = new ArrayList<>();
    for (int size : new int[] {1, 100, 3_900, 4_000}) {
      sent.add("x".repeat(size));
      assertEquals(0, broker.send("t", sent.get(sent.size() - 1)).code());
    }
    assertEquals(sent.subList(0, 2), broker.pull("t", 0, "maxMsgNums", "2").bodies());
    assertEquals(sent.subList(2, 4), broker.pull("t", 2).bodies());
    assertEquals(sent, broker.pull("t", 0).bodies());
  }

  @Test
  void refusalsComeInRocketMqsOrder() {
    assertEquals(26, broker.pull("t", 0, "consumerGroup", "a b").code());
    LiveBroker.ok(
        broker
            .core()
            .subscriptionGroups()
            .put(
                new GroupSettings(
                    "off", false, true, true, false, 1, 16, 0, 1, true, 0, 15, Map.of()))
            .toCompletableFuture()
            .join());
    assertEquals(16, broker.pull("t", 0, "consumerGroup", "off").code());
    assertEquals(17, broker.pull("missing", 0).code());
    LiveBroker.ok(
        broker
            .core()
            .topics()
            .create(new TopicSpec("dark", 1, 1, 2, 0, false, Map.of()))
            .toCompletableFuture()
            .join());
    assertEquals(16, broker.pull("dark", 0).code());
    assertEquals(29, broker.pull("t", 0, "queueId", "2").code());
    assertEquals(29, broker.pull("t", 0, "queueId", "-1").code());
    assertEquals(24, broker.pull("t", 0, "sysFlag", "0").code());
    Answer sql = broker.pull("t", 0, "expressionType", "SQL92", "subscription", "a > 1");
    assertEquals(1, sql.code());
    assertTrue(sql.remark().contains("SQL92"));
  }

  @Test
  void tagsAreFilteredAndAScanThatFindsNothingGoesFarAhead() {
    for (int i = 0; i < 3; i++) {
      broker.send("t", "m" + i, "properties", LiveBroker.properties("TAGS", "T" + i));
    }
    assertEquals(List.of("m0", "m2"), broker.pull("t", 0, "subscription", "T0 || T2").bodies());
    assertEquals(3, broker.pull("t", 0, "subscription", "").messages().size());
    assertPull(20, 3, broker.pull("t", 0, "subscription", "none"));

    byte[] batch = batch(1_000);
    broker
        .ask(
            RequestCode.SEND_MESSAGE,
            LiveBroker.sendFields("t", "batch", "true", "queueId", "1"),
            batch)
        .join();
    assertPull(20, 800, broker.pull("t", 0, "queueId", "1", "subscription", "none"));
    assertPull(20, 1_000, broker.pull("t", 800, "queueId", "1", "subscription", "none"));
    assertEquals(32, broker.pull("t", 0, "queueId", "1", "maxMsgNums", "500").messages().size());
    assertEquals(1, broker.pull("t", 0, "queueId", "1", "maxMsgBytes", "10").messages().size());
  }

  /** Messages without body or properties. */
  private static byte[] batch(int count) {
    byte[] batch = new byte[22 * count];
    for (int i = 0; i < count; i++) {
      batch[22 * i + 3] = 22;
    }
    return batch;
  }

  @Test
  void aHeldPullWakesForATagThatItWantsAndForNoOther() {
    assertPull(19, 0, broker.pull("t", 0));
    CompletableFuture<Answer> held =
        broker.ask(
            RequestCode.PULL_MESSAGE,
            LiveBroker.pullFields("t", 0, "sysFlag", "6", "subscription", "B"),
            NO_BODY);
    // The connection's requests are read in order, so the pull is held when this is answered.
    broker.send("t", "a", "properties", LiveBroker.properties("TAGS", "A"));
    assertFalse(held.isDone());
    broker.send("t", "b", "properties", LiveBroker.properties("TAGS", "B"));
    assertEquals(List.of("b"), held.join().bodies());
    assertEquals(2, held.join().number("nextBeginOffset"));
  }

  @Test
  void aHeldPullIsAnsweredWhenItsTimeRunsOut() {
    assertPull(19, 0, broker.pull("t", 0, "sysFlag", "6", "suspendTimeoutMillis", "50"));
    broker.send("t", "a", "properties", LiveBroker.properties("TAGS", "A"));
    assertPull(
        20,
        1,
        broker.pull("t", 0, "sysFlag", "6", "subscription", "B", "suspendTimeoutMillis", "50"));
  }

  @Test
  void aHeldPullEndsWithItsConnection() {
    assertPull(19, 0, broker.pull("t", 0));
    CompletableFuture<Answer> held =
        broker.ask(
            RequestCode.PULL_MESSAGE, LiveBroker.pullFields("t", 0, "sysFlag", "6"), NO_BODY);
    broker.send("t", "elsewhere", "queueId", "1");
    broker.hangUp();
    held.exceptionally(gone -> null).join();
    assertTrue(held.isCompletedExceptionally());
    assertEquals(0, broker.send("t", "after").code());
  }

  @Test
  void aPullCommitsItsOffset() {
    broker.send("t", "a");
    broker.pull("t", 1, "sysFlag", "5", "commitOffset", "1");
    QueueName queue = new QueueName("t", 0);
    LiveBroker.until(() -> broker.core().offsets().find("cg", queue).isPresent());
    assertEquals(1, broker.core().offsets().find("cg", queue).orElseThrow().offset());
  }

  @Test
  void batchesOfTheOtherProtocolComeAsSingleMessages() {
    broker.send("t", "native", "properties", LiveBroker.properties("TAGS", "red"));
    broker.appendForeign(topic, 0, "red=1\nblue=2\nred=");
    Answer all = broker.pull("t", 0);
    assertEquals(List.of("native", "1", "2", ""), all.bodies());
    assertEquals(4, all.number("nextBeginOffset"));
    List<StoredMessage> messages = all.messages();
    for (int i = 0; i < 4; i++) {
      assertEquals(i, messages.get(i).queueOffset());
    }
    assertEquals("blue", messages.get(2).propertyMap().get("KEYS"));
    assertEquals(List.of("native", "1", ""), broker.pull("t", 0, "subscription", "red").bodies());
    assertEquals(List.of("2", ""), broker.pull("t", 2).bodies());
    Answer one = broker.pull("t", 1, "maxMsgNums", "1", "subscription", "red");
    assertEquals(List.of("1"), one.bodies());
    assertEquals(3, one.number("nextBeginOffset"));
    Answer view =
        broker.call(
            RequestCode.VIEW_MESSAGE_BY_ID,
            Map.of("offset", Long.toString(messages.get(2).physicalOffset())));
    assertEquals(List.of("2"), view.bodies());
  }

  @Test
  void aForeignBatchLongerThanAPullIsReadToItsEnd() {
    broker.appendForeign(topic, 0, "k=v\n".repeat(99) + "k=v");
    long next = 0;
    int seen = 0;
    while (next < 100) {
      Answer answer = broker.pull("t", next);
      assertEquals(0, answer.code());
      seen += answer.messages().size();
      next = answer.number("nextBeginOffset");
    }
    assertEquals(100, seen);
  }
}
