package io.diglot.nativeprotocol.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.Topic;
import io.diglot.nativeprotocol.LiveBroker;
import io.diglot.nativeprotocol.LiveBroker.Answer;
import io.diglot.remoting.Command;
import io.diglot.remoting.RequestCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTest {
  private static final String HEARTBEAT =
      "{\"clientID\":\"c1\",\"consumerDataSet\":[{\"groupName\":\"g\","
          + "\"consumeType\":\"CONSUME_PASSIVELY\",\"messageModel\":\"CLUSTERING\","
          + "\"subscriptionDataSet\":[{\"topic\":\"t\",\"subString\":\"*\",\"subVersion\":1}]}]}";

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

  private Answer setTopic(String name, String... changes) {
    Map<String, String> fields =
        new HashMap<>(
            Map.of(
                "topic",
                name,
                "readQueueNums",
                "3",
                "writeQueueNums",
                "3",
                "perm",
                "6",
                "defaultTopic",
                "TBW102",
                "topicFilterType",
                "SINGLE_TAG",
                "order",
                "false"));
    for (int i = 0; i < changes.length; i += 2) {
      fields.put(changes[i], changes[i + 1]);
    }
    return broker.call(RequestCode.UPDATE_AND_CREATE_TOPIC, fields);
  }

  @Test
  void topicsAreCreatedChangedShownAndDeleted() {
    assertEquals(0, setTopic("t", "attributes", "+message.type=FIFO").code());
    assertEquals(
        0, setTopic("t", "writeQueueNums", "2", "perm", "4", "attributes", "-message.type").code());
    String shown =
        "{\"attributes\":{},\"order\":false,\"perm\":4,\"readQueueNums\":3,"
            + "\"topicFilterType\":\"SINGLE_TAG\",\"topicName\":\"t\",\"topicSysFlag\":0,"
            + "\"writeQueueNums\":2}";
    assertEquals(shown, broker.call(RequestCode.GET_TOPIC_CONFIG, Map.of("topic", "t")).text());
    assertTrue(
        broker.call(RequestCode.GET_ALL_TOPIC_CONFIG, Map.of()).text().contains("\"t\":" + shown));
    assertEquals(0, broker.call(RequestCode.DELETE_TOPIC_IN_BROKER, Map.of("topic", "t")).code());
    assertEquals(17, broker.call(RequestCode.GET_TOPIC_CONFIG, Map.of("topic", "t")).code());
    assertEquals(0, broker.call(RequestCode.DELETE_TOPIC_IN_BROKER, Map.of("topic", "t")).code());
  }

  @Test
  void topicsThatCannotBeAreRefused() {
    assertEquals(29, setTopic("a b").code());
    assertEquals(29, setTopic("TBW102").code());
    assertEquals(29, setTopic("cluster").code());
    assertEquals(29, setTopic("t", "readQueueNums", "0", "writeQueueNums", "0").code());
    assertEquals(29, setTopic("t", "attributes", "+no.such.attribute=1").code());
    assertEquals(
        29, broker.call(RequestCode.DELETE_TOPIC_IN_BROKER, Map.of("topic", "TBW102")).code());
    String list =
        "{\"topicConfigList\":[{\"topicName\":\"l1\",\"readQueueNums\":1,\"writeQueueNums\":1},"
            + "{\"topicName\":\"b d\"},{\"topicName\":\"l2\"}]}";
    int code = RequestCode.UPDATE_AND_CREATE_TOPIC_LIST;
    assertEquals(29, broker.call(code, Map.of(), list).code());
    assertTrue(broker.core().topics().find("l1").isPresent());
    assertTrue(broker.core().topics().find("l2").isEmpty());
  }

  @Test
  void topicStatisticsAreATableByQueue() {
    Topic topic = broker.createTopic("t", 1);
    broker.send("t", "x");
    String stats = broker.call(RequestCode.GET_TOPIC_STATS_INFO, Map.of("topic", "t")).text();
    assertTrue(
        stats.startsWith(
            "{\"offsetTable\":{{\"brokerName\":\"broker\",\"queueId\":0,\"topic\":\"t\"}:"
                + "{\"lastUpdateTimestamp\":1"),
        stats);
    assertTrue(stats.contains("\"maxOffset\":1,\"minOffset\":0}}"), stats);
    assertEquals(17, broker.call(RequestCode.GET_TOPIC_STATS_INFO, Map.of("topic", "x")).code());
    String span =
        broker.call(RequestCode.QUERY_CONSUME_TIME_SPAN, Map.of("topic", "t", "group", "g")).text();
    assertTrue(span.contains("\"consumeTimeSpanSet\":[{\"messageQueue\""), span);
    assertEquals(1, topic.queueCount());
  }

  @Test
  void groupsAreCreatedShownAndDeleted() {
    String body = "{\"groupName\":\"g\",\"retryMaxTimes\":3,\"consumeBroadcastEnable\":false}";
    assertEquals(
        0, broker.call(RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, Map.of(), body).code());
    assertEquals(
        29,
        broker
            .call(
                RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
                Map.of(),
                body.replace("\"g\"", "\"a b\""))
            .code());
    assertEquals(
        0,
        broker
            .call(
                RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
                Map.of(),
                "{\"groupConfigList\":[{\"groupName\":\"h\"}]}")
            .code());
    Answer one = broker.call(RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG, Map.of("group", "g"));
    assertTrue(one.text().contains("\"retryMaxTimes\":3"));
    assertTrue(one.text().contains("\"consumeBroadcastEnable\":false"));
    String all = broker.call(RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, Map.of()).text();
    assertTrue(all.contains("\"g\":{") && all.contains("\"h\":{"), all);
    assertEquals(
        0,
        broker
            .call(
                RequestCode.DELETE_SUBSCRIPTIONGROUP,
                Map.of("groupName", "g", "cleanOffset", "true"))
            .code());
    assertTrue(broker.core().subscriptionGroups().find("g").isEmpty());
    assertTrue(
        broker
            .call(RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG, Map.of("group", "new"))
            .text()
            .contains("\"retryMaxTimes\":16"),
        "asking for an unknown group makes it");
  }

  @Test
  void consumersAreShown() {
    broker.createTopic("t", 1);
    broker.send("t", "x");
    Map<String, String> group = Map.of("consumerGroup", "g");
    assertEquals(206, broker.call(RequestCode.GET_CONSUMER_CONNECTION_LIST, group).code());
    broker.call(RequestCode.HEART_BEAT, Map.of(), HEARTBEAT);
    String shown = broker.call(RequestCode.GET_CONSUMER_CONNECTION_LIST, group).text();
    assertTrue(shown.contains("\"clientId\":\"c1\",\"language\":\"JAVA\""), shown);
    assertTrue(shown.contains("\"subscriptionTable\":{\"t\":{"), shown);
    broker.call(
        RequestCode.UPDATE_CONSUMER_OFFSET,
        Map.of("consumerGroup", "g", "topic", "t", "queueId", "0", "commitOffset", "1"));
    String stats = broker.call(RequestCode.GET_CONSUME_STATS, group).text();
    assertTrue(stats.contains("\"brokerOffset\":1,\"consumerOffset\":1"), stats);
    assertEquals(
        "{\"groupList\":[\"g\"]}",
        broker.call(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, Map.of("topic", "t")).text());
    assertEquals(
        "{\"topicList\":[\"t\"]}",
        broker.call(RequestCode.QUERY_TOPICS_BY_CONSUMER, Map.of("group", "g")).text());
    assertEquals(
        0,
        broker
            .call(
                RequestCode.CLONE_GROUP_OFFSET,
                Map.of("srcGroup", "g", "destGroup", "copy", "topic", "t"))
            .code());
    assertEquals(
        1,
        broker
            .call(
                RequestCode.QUERY_CONSUMER_OFFSET,
                Map.of("consumerGroup", "copy", "topic", "t", "queueId", "0"))
            .number("offset"));
  }

  @Test
  void aResetIsToldToTheMembers() throws InterruptedException {
    broker.createTopic("t", 1);
    broker.send("t", "x");
    Map<String, String> reset =
        Map.of("topic", "t", "group", "g", "timestamp", "-1", "isForce", "true");
    assertEquals(206, broker.call(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, reset).code());
    broker.call(RequestCode.HEART_BEAT, Map.of(), HEARTBEAT);
    broker.nextPushed().release();
    String table =
        "{\"offsetTable\":{{\"brokerName\":\"broker\",\"queueId\":0,\"topic\":\"t\"}:1}}";
    assertEquals(table, broker.call(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, reset).text());
    Command told = broker.nextPushed();
    assertEquals(RequestCode.RESET_CONSUMER_CLIENT_OFFSET, told.code());
    assertEquals(table, told.body().toString(StandardCharsets.UTF_8));
    told.release();
  }

  @Test
  void clientsAreAskedForWhatTheyKnow() throws InterruptedException {
    Map<String, String> ask = Map.of("consumerGroup", "g", "clientId", "c1");
    assertEquals(1, broker.call(RequestCode.GET_CONSUMER_RUNNING_INFO, ask).code());
    broker.createTopic("t", 1);
    broker.call(RequestCode.HEART_BEAT, Map.of(), HEARTBEAT);
    broker.nextPushed().release();
    assertEquals(
        Integer.toString(RequestCode.GET_CONSUMER_RUNNING_INFO),
        broker.call(RequestCode.GET_CONSUMER_RUNNING_INFO, ask).fields().get("seen"));
    broker.nextPushed().release();
    assertEquals(
        1,
        broker
            .call(
                RequestCode.CONSUME_MESSAGE_DIRECTLY,
                Map.of("consumerGroup", "g", "clientId", "c1", "msgId", "none"))
            .code());
  }

  @Test
  void theBrokerTellsOfItself() {
    String info = broker.call(RequestCode.GET_BROKER_RUNTIME_INFO, Map.of()).text();
    assertTrue(info.contains("\"brokerVersionDesc\":\"V5_5_0\""), info);
    Answer config = broker.call(RequestCode.GET_BROKER_CONFIG, Map.of());
    assertTrue(config.text().contains("brokerName=broker\n"), config.text());
    assertEquals(16, broker.call(RequestCode.UPDATE_BROKER_CONFIG, Map.of(), "a=b").code());
    assertEquals(0, broker.call(RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE, Map.of()).code());
    Answer unknown = broker.call(9_999, Map.of());
    assertEquals(3, unknown.code());
    assertEquals(" request type 9999 not supported", unknown.remark());
  }
}
