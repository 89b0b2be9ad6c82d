package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.compat.peer.Bytes;
import io.diglot.compat.peer.Header;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.PeerException;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.RocketPeer;
import io.diglot.compat.peer.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the two worlds meet: one group in both, and what one world cannot say. */
@ExtendWith(WithBrokers.class)
class BothAtOnceIT {

  /** Everything that a Kafka record can be and a RocketMQ message cannot. */
  private static final List<Message> KAFKA_ONLY =
      List.of(
          new Message(null, List.of(), null),
          new Message(null, List.of(), ""),
          new Message("", List.of(), "empty key"),
          new Message("\u00ff\u00fe\u0000", List.of(), "key of bytes"),
          new Message(Bytes.utf8("two words"), List.of(), "key with a blank"),
          new Message(
              null, List.of(new Header("bytes", "\u0000\u0001\u0002\u00ff")), "binary header"),
          new Message(null, List.of(new Header("nothing", null)), "null header"),
          new Message(null, List.of(new Header("empty", "")), "empty header"),
          new Message(null, List.of(new Header("", "x")), "header without a name"),
          new Message(
              null,
              List.of(new Header("a", "1"), new Header("b", "2"), new Header("a", "3")),
              "repeated header"),
          new Message(
              null, List.of(new Header("name\u0001with\u0002bounds", "v")), "bounds in a name"),
          new Message(null, List.of(new Header("value", "a\u0001b\u0002c")), "bounds in a value"),
          new Message(
              null, List.of(new Header("KEYS", "x"), new Header("TAGS", "y")), "reserved names"),
          new Message("tomb", List.of(new Header("h", "1")), null));

  @Test
  void nothingOfAKafkaRecordIsLostOnTheWayToKafka(Brokers brokers) {
    String topic = Brokers.unique("exact");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    send(brokers, topic, KAFKA_ONLY);
    try (Receiver reader = brokers.peer(Protocol.KAFKA).reader(topic)) {
      List<Message> received = new ArrayList<>();
      for (Received one : reader.take(KAFKA_ONLY.size())) {
        List<Header> headers = new ArrayList<>(one.message().headers());
        headers.addAll(0, one.system());
        received.add(new Message(one.message().key(), headers, one.message().value()));
      }
      assertEquals(KAFKA_ONLY, received);
    }
  }

  private static void send(Brokers brokers, String topic, List<Message> messages) {
    try (Sender sender = brokers.peer(Protocol.KAFKA).sender(Map.of())) {
      messages.forEach(message -> sender.send(topic, 0, message));
    }
  }

  @Test
  void rocketmqGetsTheBestThatItCanExpress(Brokers brokers) {
    String topic = Brokers.unique("approximate");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    send(brokers, topic, KAFKA_ONLY);
    try (Receiver reader = brokers.peer(Protocol.ROCKETMQ).reader(topic)) {
      List<Received> received = reader.take(KAFKA_ONLY.size());
      assertEquals(
          IntStream.range(0, KAFKA_ONLY.size()).mapToObj(Long::valueOf).toList(),
          received.stream().map(r -> r.at().offset()).toList());
      List<String> bodies =
          KAFKA_ONLY.stream().map(m -> m.value() == null ? "" : m.value()).toList();
      assertEquals(
          bodies,
          received.stream()
              .map(r -> r.message().value() == null ? "" : r.message().value())
              .toList());
      assertEquals("tomb", received.get(received.size() - 1).message().key());
      assertNull(received.get(1).message().key());
    }
  }

  @ParameterizedTest
  @EnumSource
  void groupGoesOnInTheOtherWorldAtTheSameOffset(Protocol first, Brokers brokers) {
    Protocol second = first == Protocol.KAFKA ? Protocol.ROCKETMQ : Protocol.KAFKA;
    String topic = Brokers.unique("handover");
    String group = Brokers.unique("handover-group");
    brokers.peer(first).createTopic(topic, 1);
    try (Sender sender = brokers.peer(second).sender(Map.of())) {
      IntStream.range(0, 40).forEach(i -> sender.send(topic, 0, Message.of("m" + i)));
    }
    Protocol[] turns = {first, second, first, second};
    for (int turn = 0; turn < turns.length; turn++) {
      try (Receiver member = brokers.peer(turns[turn]).member(group, topic)) {
        int from = turn * 10;
        assertEquals(
            IntStream.range(from, from + 10).mapToObj(i -> "m" + i).toList(),
            member.take(10).stream().map(r -> r.message().value()).toList());
      }
    }
  }

  /**
   * While a group lives in Kafka, RocketMQ's heartbeats are refused; it may join when Kafka's
   * members are gone.
   */
  @Test
  void groupThatLivesInKafkaRefusesRocketmqsMembers(Brokers brokers) {
    String topic = Brokers.unique("live-kafka");
    String group = Brokers.unique("live-kafka-group");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    send(brokers, topic, List.of(Message.of("one"), Message.of("two")));
    try (Receiver rocketmq = withKafkaAlive(brokers, group, topic)) {
      assertEquals("two", rocketmq.take(1).get(0).message().value());
    }
  }

  private static Receiver withKafkaAlive(Brokers brokers, String group, String topic) {
    try (Receiver kafka = brokers.peer(Protocol.KAFKA).member(group, topic)) {
      assertEquals("one", kafka.take(1).get(0).message().value());
      Receiver rocketmq = brokers.peer(Protocol.ROCKETMQ).member(group, topic);
      assertEquals(List.of(), rocketmq.rest(3_000));
      return rocketmq;
    }
  }

  @Test
  void groupThatLivesInRocketmqRefusesKafkasMembers(Brokers brokers) {
    String topic = Brokers.unique("live-rocketmq");
    String group = Brokers.unique("live-rocketmq-group");
    brokers.peer(Protocol.ROCKETMQ).createTopic(topic, 1);
    send(brokers, topic, List.of(Message.of("one"), Message.of("two")));
    try (Receiver rocketmq = brokers.peer(Protocol.ROCKETMQ).member(group, topic)) {
      assertEquals("one", rocketmq.take(1).get(0).message().value());
      try (Receiver kafka = brokers.peer(Protocol.KAFKA).member(group, topic)) {
        PeerException refusal = assertThrows(PeerException.class, () -> kafka.take(1));
        assertInstanceOf(InconsistentGroupProtocolException.class, refusal.getCause().getCause());
      }
    }
    try (Receiver kafka = brokers.peer(Protocol.KAFKA).member(group, topic)) {
      assertEquals("two", kafka.take(1).get(0).message().value());
    }
  }

  /**
   * A record that a RocketMQ consumer fails goes through the retry topic, and is in the dead
   * letters as Kafka made it.
   */
  @Test
  void deadLetterOfAKafkaRecordIsStillThatRecord(Brokers brokers) throws Exception {
    String topic = Brokers.unique("dead-kafka");
    String group = Brokers.unique("dead-kafka-group");
    brokers.peer(Protocol.KAFKA).createTopic(topic, 1);
    Message record =
        new Message(
            "\u00ff\u0000",
            List.of(new Header("h", "1"), new Header("h", "\u0001\u0002"), new Header("n", null)),
            "body");
    DefaultMQPushConsumer consumer =
        RocketPeer.configured(
            new DefaultMQPushConsumer(group), brokers.endpoints(Pair.Broker.DIGLOT).nameserver());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setMaxReconsumeTimes(1);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> ConsumeConcurrentlyStatus.RECONSUME_LATER);
    consumer.start();
    try {
      send(brokers, topic, List.of(record));
      String dead = "%DLQ%" + group;
      Eventually.that(
          "there is a dead letter", () -> brokers.peer(Protocol.ROCKETMQ).topics().contains(dead));
      try (Receiver reader = brokers.peer(Protocol.KAFKA).reader(dead)) {
        Message found = reader.take(1).get(0).message();
        assertEquals(record.key(), found.key());
        assertEquals(record.value(), found.value());
        assertEquals(record.headers(), found.headers().subList(0, record.headers().size()));
      }
    } finally {
      consumer.shutdown();
    }
  }
}
