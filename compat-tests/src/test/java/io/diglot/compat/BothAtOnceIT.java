package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.diglot.compat.peer.Bytes;
import io.diglot.compat.peer.Header;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
}
