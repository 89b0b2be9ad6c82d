package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diglot.compat.broker.Tools;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The tools that administrators of both worlds use, as they come out of the box. */
@ExtendWith(WithBrokers.class)
class ToolsIT {
  private Tools tools;
  private String kafka;
  private String nameserver;

  @BeforeEach
  void setUp(Brokers brokers) {
    tools = new Tools(Brokers.temporary("tools"));
    kafka = brokers.endpoints(Pair.Broker.DIGLOT).kafka();
    nameserver = brokers.endpoints(Pair.Broker.DIGLOT).nameserver();
  }

  private static void assertContains(String part, String whole) {
    assertTrue(whole.contains(part), () -> "'" + part + "' is not in:\n" + whole);
  }

  private static void assertFinds(String pattern, String whole) {
    assertTrue(
        java.util.regex.Pattern.compile(pattern).matcher(whole).find(),
        () -> pattern + " is not in:\n" + whole);
  }

  private String topics(String... arguments) {
    return tools.kafka("org.apache.kafka.tools.TopicCommand", with(arguments));
  }

  private String[] with(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--bootstrap-server";
    all[1] = kafka;
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return all;
  }

  @Test
  void kafkaTopics(Brokers brokers) {
    String topic = Brokers.unique("tool-topic");
    topics("--create", "--topic", topic, "--partitions", "2", "--config", "retention.ms=3600000");
    assertContains(topic, topics("--list"));
    topics("--alter", "--topic", topic, "--partitions", "3");
    String described = topics("--describe", "--topic", topic);
    assertContains("PartitionCount: 3", described);
    assertContains("retention.ms=3600000", described);
    assertEquals(3, brokers.peer(Protocol.ROCKETMQ).queueCount(topic));
    topics("--delete", "--topic", topic);
    assertFalse(topics("--list").contains(topic));
  }

  @Test
  void kafkaConsoleAndGroups(Brokers brokers) {
    String topic = Brokers.unique("console");
    String group = Brokers.unique("console-group");
    brokers.peer(Protocol.ROCKETMQ).createTopic(topic, 1);
    tools.kafkaWithInput(
        "k1:v1\nk2:v2\n",
        "org.apache.kafka.tools.ConsoleProducer",
        with(
            "--topic",
            topic,
            "--reader-property",
            "parse.key=true",
            "--reader-property",
            "key.separator=:"));
    String consumed =
        tools.kafka(
            "org.apache.kafka.tools.consumer.ConsoleConsumer",
            with(
                "--topic",
                topic,
                "--from-beginning",
                "--max-messages",
                "2",
                "--group",
                group,
                "--formatter-property",
                "print.key=true"));
    assertContains("k1\tv1", consumed);
    assertContains("k2\tv2", consumed);
    String groups = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand";
    assertContains(group, tools.kafka(groups, with("--list")));
    assertFinds(topic + " +0 +2 +2 +0", tools.kafka(groups, with("--describe", "--group", group)));
    tools.kafka(
        groups,
        with("--reset-offsets", "--to-earliest", "--group", group, "--topic", topic, "--execute"));
    assertFinds(topic + " +0 +0 +2 +2", tools.kafka(groups, with("--describe", "--group", group)));
    assertContains(
        topic + ":0:2",
        tools.kafka("org.apache.kafka.tools.GetOffsetShell", with("--topic", topic)));
    tools.kafka(groups, with("--delete", "--group", group));
    assertFalse(tools.kafka(groups, with("--list")).contains(group));
  }

  @Test
  void kafkaPerfTests(Brokers brokers) {
    String topic = Brokers.unique("perf");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 2);
    assertContains(
        "5000 records sent",
        tools.kafka(
            "org.apache.kafka.tools.ProducerPerformance",
            "--topic",
            topic,
            "--num-records",
            "5000",
            "--record-size",
            "100",
            "--throughput",
            "-1",
            "--producer-props",
            "bootstrap.servers=" + kafka));
    assertContains(
        ", 5000,",
        tools.kafka(
            "org.apache.kafka.tools.ConsumerPerformance",
            with("--topic", topic, "--num-records", "5000")));
  }

  @Test
  void kafkaApiVersionsAndConfigs(Brokers brokers) {
    String topic = Brokers.unique("configs");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    assertContains(
        "Produce(0): ", tools.kafka("org.apache.kafka.tools.BrokerApiVersionsCommand", with()));
    assertContains(
        "max.message.bytes=",
        tools.kafka("kafka.admin.ConfigCommand", with("--describe", "--topic", topic, "--all")));
  }

  @Test
  void kcat(Brokers brokers) {
    assumeTrue(Tools.hasKcat(), "kcat is not installed");
    String topic = Brokers.unique("kcat");
    brokers.peer(Protocol.ROCKETMQ).createTopic(topic, 1);
    tools.kcat(
        "k1:one\nk2:two\n", "-P", "-b", kafka, "-t", topic, "-K:", "-H", "TAGS=TagA", "-z", "lz4");
    assertEquals(
        "0 k1 one TAGS=TagA\n1 k2 two TAGS=TagA",
        tools.kcat("", "-q", "-C", "-e", "-b", kafka, "-t", topic, "-f", "%o %k %s %h\n").trim());
    assertContains(
        "topic \"" + topic + "\" with 1 partitions",
        tools.kcat("", "-L", "-b", kafka, "-t", topic));
    try (Receiver reader = brokers.peer(Protocol.ROCKETMQ).reader(topic)) {
      assertEquals(Message.of("one").key("k1").tag("TagA"), reader.take(1).get(0).message());
    }
  }

  @Test
  void mqadminOnTopics(Brokers brokers) {
    String topic = Brokers.unique("admin");
    assertContains("broker-a", tools.mqadmin("clusterList", "-n", nameserver));
    tools.mqadmin(
        "updateTopic", "-n", nameserver, "-c", "DefaultCluster", "-t", topic, "-r", "4", "-w", "4");
    assertContains(topic, tools.mqadmin("topicList", "-n", nameserver));
    assertContains(
        "\"writeQueueNums\":4",
        tools.mqadmin("topicRoute", "-n", nameserver, "-t", topic).replace(" ", ""));
    assertEquals(4, brokers.peer(Protocol.KAFKA).queueCount(topic));
    assertContains(
        "SEND_OK",
        tools.mqadmin(
            "sendMessage", "-n", nameserver, "-t", topic, "-p", "hello", "-c", "TagA", "-k", "k1"));
    assertContains("hello", tools.mqadmin("consumeMessage", "-n", nameserver, "-t", topic));
    assertFinds(
        "broker-a +[0-3] +0 +1 ", tools.mqadmin("topicStatus", "-n", nameserver, "-t", topic));
    tools.mqadmin("deleteTopic", "-n", nameserver, "-c", "DefaultCluster", "-t", topic);
    assertFalse(brokers.peer(Protocol.KAFKA).topics().contains(topic));
  }

  @Test
  void mqadminOnGroups(Brokers brokers) {
    String topic = Brokers.unique("progress");
    String group = Brokers.unique("progress-group");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    try (Sender sender = brokers.peer(Protocol.KAFKA).sender(Map.of())) {
      for (int i = 0; i < 5; i++) {
        sender.send(topic, 0, Message.of("m" + i));
      }
    }
    try (Receiver member = brokers.peer(Protocol.ROCKETMQ).member(group, topic)) {
      member.take(3);
    }
    assertFinds(
        topic + ".* 0 .* 5 +3 ", tools.mqadmin("consumerProgress", "-n", nameserver, "-g", group));
  }
}
