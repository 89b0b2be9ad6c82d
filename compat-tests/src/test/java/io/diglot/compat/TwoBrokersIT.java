package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.RocketPeer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.junit.jupiter.api.Test;

/** Two masters behind one name server serve one topic. */
class TwoBrokersIT {

  @Test
  @SuppressWarnings("deprecation") // createTopic does what mqadmin does
  void oneTopicOnTwoMasters() throws Exception {
    Path first = Brokers.temporary("master-a");
    Path second = Brokers.temporary("master-b");
    try (DiglotProcess a = DiglotProcess.start(first, Map.of("brokerName", "broker-a"));
        DiglotProcess b =
            DiglotProcess.startBroker(
                second,
                Map.of("brokerName", "broker-b", "namesrvAddr", a.endpoints().nameserver()))) {
      DefaultMQProducer producer =
          RocketPeer.configured(new DefaultMQProducer("two"), a.endpoints().nameserver());
      producer.start();
      try {
        Eventually.that(
            "both masters are routed to", () -> masters(producer, "TBW102").size() == 2);
        producer.createTopic("TBW102", "shared", 2, Map.of());
        Eventually.that("both have the topic", () -> queues(producer, "shared").size() == 4);
        List<String> sent = new ArrayList<>();
        for (MessageQueue queue : queues(producer, "shared")) {
          String body = queue.getBrokerName() + "/" + queue.getQueueId();
          producer.send(new Message("shared", body.getBytes(StandardCharsets.UTF_8)), queue);
          sent.add(body);
        }
        assertEquals(Set.copyOf(sent), consumed(a.endpoints().nameserver(), sent.size()));
        b.terminate();
        Eventually.that(
            "the one that ended is forgotten",
            () -> masters(producer, "shared").equals(Set.of("broker-a")));
      } finally {
        producer.shutdown();
      }
    }
  }

  private static List<MessageQueue> queues(DefaultMQProducer producer, String topic) {
    try {
      return producer.fetchPublishMessageQueues(topic);
    } catch (org.apache.rocketmq.client.exception.MQClientException e) {
      return List.of();
    }
  }

  private static Set<String> masters(DefaultMQProducer producer, String topic) {
    Set<String> masters = new HashSet<>();
    queues(producer, topic).forEach(queue -> masters.add(queue.getBrokerName()));
    return masters;
  }

  private static Set<String> consumed(String nameserver, int count) throws Exception {
    DefaultLitePullConsumer consumer =
        RocketPeer.configured(new DefaultLitePullConsumer("two-readers"), nameserver);
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.start();
    try {
      consumer.assign(consumer.fetchMessageQueues("shared"));
      Set<String> bodies = new HashSet<>();
      Eventually.that(
          "all messages came",
          () -> {
            consumer
                .poll(200)
                .forEach(m -> bodies.add(new String(m.getBody(), StandardCharsets.UTF_8)));
            return bodies.size() == count;
          });
      return bodies;
    } finally {
      consumer.shutdown();
    }
  }
}
