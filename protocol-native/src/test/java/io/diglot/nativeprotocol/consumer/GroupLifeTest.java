package io.diglot.nativeprotocol.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.remoting.Command;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupLifeTest {
  private static final String HEARTBEAT =
      """
      {"clientID":"c1","producerDataSet":[{"groupName":"pg"}],"consumerDataSet":[
       {"groupName":"cg","consumeType":"CONSUME_PASSIVELY","messageModel":"CLUSTERING",
        "consumeFromWhere":"CONSUME_FROM_FIRST_OFFSET","unitMode":false,"subscriptionDataSet":[
         {"classFilterMode":false,"codeSet":[65],"expressionType":"TAG","subString":"A",
          "subVersion":7,"tagsSet":["A"],"topic":"t"}]}]}
      """;

  private @TempDir Path directory;
  private LiveBroker broker;

  @BeforeEach
  void start() throws IOException {
    broker = new LiveBroker(directory);
    broker.createTopic("t", 3);
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private Answer heartbeat(String body) {
    return broker.call(RequestCode.HEART_BEAT, Map.of(), body);
  }

  private Answer members() {
    return broker.call(RequestCode.GET_CONSUMER_LIST_BY_GROUP, Map.of("consumerGroup", "cg"));
  }

  @Test
  void aHeartbeatMakesAMemberWhoIsToldBeforeItIsAnswered() throws InterruptedException {
    assertEquals(1, members().code());
    Answer answer = heartbeat(HEARTBEAT);
    assertEquals(0, answer.code());
    assertEquals("true", answer.fields().get("IS_SUPPORT_HEART_BEAT_V2"));
    Command told = broker.nextPushed();
    assertEquals(RequestCode.NOTIFY_CONSUMER_IDS_CHANGED, told.code());
    assertEquals("cg", told.fields().text("consumerGroup"));
    told.release();
    assertEquals("{\"consumerIdList\":[\"c1\"]}", members().text());
    assertTrue(broker.core().topics().find("%RETRY%cg").isPresent());
    assertTrue(broker.core().subscriptionGroups().find("cg").isPresent());
  }

  @Test
  void theGroupsSubscriptionFiltersItsPulls() {
    heartbeat(HEARTBEAT);
    broker.send("t", "a");
    broker.send("t", "b", "properties", LiveBroker.properties("TAGS", "B"));
    assertEquals(List.of("a"), broker.pull("t", 0, "sysFlag", "0", "subVersion", "7").bodies());
    assertEquals(24, broker.pull("%RETRY%cg", 0, "sysFlag", "0").code());
    assertEquals(
        List.of("a", "b"),
        broker.pull("t", 0, "sysFlag", "0", "subVersion", "8").bodies(),
        "a consumer with a newer subscription filters by itself until the broker knows it");
  }

  @Test
  void aHeartbeatWithoutSubscriptionsKeepsTheKnownOnes() {
    String second =
        "{\"clientID\":\"c1\",\"heartbeatFingerprint\":5,\"withoutSub\":true,"
            + "\"consumerDataSet\":[{\"groupName\":\"cg\",\"consumeType\":\"CONSUME_PASSIVELY\"}]}";
    assertEquals("true", heartbeat(second).fields().get("IS_SUB_CHANGE"));
    String full = HEARTBEAT.replace("\"clientID\"", "\"heartbeatFingerprint\":5,\"clientID\"");
    assertEquals("false", heartbeat(full).fields().get("IS_SUB_CHANGE"));
    assertEquals("false", heartbeat(second).fields().get("IS_SUB_CHANGE"));
    broker.send("t", "b", "properties", LiveBroker.properties("TAGS", "B"));
    assertEquals(20, broker.pull("t", 0, "sysFlag", "0").code());
    assertEquals(
        "true", heartbeat(full.replace("print\":5", "print\":6")).fields().get("IS_SUB_CHANGE"));
  }

  @Test
  void leavingAndHangingUpEndMembership() {
    heartbeat(HEARTBEAT);
    assertEquals(
        0,
        broker
            .call(
                RequestCode.UNREGISTER_CLIENT,
                Map.of("clientID", "c1", "consumerGroup", "cg", "producerGroup", "pg"))
            .code());
    assertEquals(1, members().code());
    assertEquals(
        1,
        broker
            .call(RequestCode.GET_PRODUCER_CONNECTION_LIST, Map.of("producerGroup", "pg"))
            .code());
    heartbeat(HEARTBEAT);
    broker.hangUp();
    LiveBroker.until(() -> members().code() == 1);
  }

  @Test
  void bodiesThatAreNoHeartbeatAreRefused() {
    assertEquals(1, heartbeat("{").code());
    assertEquals(1, heartbeat("[]").code());
    assertEquals(1, heartbeat("{\"clientID\":5}").code());
    assertEquals(26, heartbeat(HEARTBEAT.replace("\"cg\"", "\"c g\"")).code());
    assertEquals(0, heartbeat(HEARTBEAT).code());
  }

  @Test
  void locksAreHeldByOneMember() {
    heartbeat(HEARTBEAT);
    String lock =
        "{\"consumerGroup\":\"cg\",\"clientId\":\"c1\",\"mqSet\":["
            + "{\"brokerName\":\"broker\",\"queueId\":1,\"topic\":\"t\"},"
            + "{\"brokerName\":\"elsewhere\",\"queueId\":2,\"topic\":\"t\"}]}";
    String held = "{\"lockOKMQSet\":[{\"brokerName\":\"broker\",\"queueId\":1,\"topic\":\"t\"}]}";
    assertEquals(held, broker.call(RequestCode.LOCK_BATCH_MQ, Map.of(), lock).text());
    String other = lock.replace("c1", "c2");
    assertEquals(
        "{\"lockOKMQSet\":[]}", broker.call(RequestCode.LOCK_BATCH_MQ, Map.of(), other).text());
    assertEquals(0, broker.send("%RETRY%cg", "dead at once", "reconsumeTimes", "0").code());
    assertEquals(List.of("dead at once"), broker.pull("%DLQ%cg", 0).bodies());
    assertEquals(0, broker.call(RequestCode.UNLOCK_BATCH_MQ, Map.of(), lock).code());
    assertEquals(held, broker.call(RequestCode.LOCK_BATCH_MQ, Map.of(), other).text());
  }

  @Test
  void filtersOtherThanTagsAreRefusedWhenAConsumerStarts() {
    String check =
        "{\"clientId\":\"c1\",\"group\":\"cg\",\"subscriptionData\":{\"topic\":\"t\","
            + "\"subString\":\"a>1\",\"expressionType\":\"SQL92\"}}";
    assertEquals(23, broker.call(RequestCode.CHECK_CLIENT_CONFIG, Map.of(), check).code());
    assertEquals(
        0,
        broker
            .call(RequestCode.CHECK_CLIENT_CONFIG, Map.of(), check.replace("SQL92", "TAG"))
            .code());
  }

  @Test
  void assignmentsAreSharedAmongMembers() {
    heartbeat(HEARTBEAT);
    heartbeat(HEARTBEAT.replace("\"c1\"", "\"c2\""));
    String ask =
        "{\"topic\":\"t\",\"consumerGroup\":\"cg\",\"clientId\":\"c2\",\"strategyName\":\"AVG\","
            + "\"messageModel\":\"CLUSTERING\"}";
    assertEquals(
        "{\"messageQueueAssignments\":[{\"mode\":\"PULL\",\"messageQueue\":"
            + "{\"brokerName\":\"broker\",\"queueId\":2,\"topic\":\"t\"}}]}",
        broker.call(RequestCode.QUERY_ASSIGNMENT, Map.of(), ask).text());
    assertEquals(
        1, broker.call(RequestCode.QUERY_ASSIGNMENT, Map.of(), ask.replace("AVG", "MAGIC")).code());
    String mode = "{\"topic\":\"t\",\"consumerGroup\":\"cg\",\"mode\":\"POP\"}";
    assertEquals(1, broker.call(RequestCode.SET_MESSAGE_REQUEST_MODE, Map.of(), mode).code());
    assertEquals(
        0,
        broker
            .call(RequestCode.SET_MESSAGE_REQUEST_MODE, Map.of(), mode.replace("POP", "PULL"))
            .code());
  }

  @Test
  void sharesAreDisjointAndComplete() {
    List<Integer> queues = List.of(0, 1, 2, 3, 4, 5, 6);
    assertEquals(List.of(0, 1, 2), QueueSharing.AVG.share(queues, 0, 3));
    assertEquals(List.of(3, 4), QueueSharing.AVG.share(queues, 1, 3));
    assertEquals(List.of(5, 6), QueueSharing.AVG.share(queues, 2, 3));
    assertEquals(List.of(0, 3, 6), QueueSharing.AVG_BY_CIRCLE.share(queues, 0, 3));
    assertEquals(List.of(1, 4), QueueSharing.AVG_BY_CIRCLE.share(queues, 1, 3));
    assertEquals(List.of(), QueueSharing.AVG.share(queues, 8, 9));
  }
}
