package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.peer.Header;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import io.diglot.compat.peer.Stored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every consumer gets of every producer. */
@ExtendWith(WithBrokers.class)
class PairsIT {
  private static final Map<String, String> PLAIN = Map.of();

  private static List<Message> messages(List<Received> received) {
    return received.stream()
        .sorted(Comparator.comparing(r -> r.at().offset()))
        .map(r -> r.message().sorted())
        .toList();
  }

  private static List<Stored> places(List<Received> received) {
    return received.stream().map(Received::at).sorted(BY_PLACE).toList();
  }

  private static final Comparator<Stored> BY_PLACE =
      Comparator.comparingInt(Stored::queue).thenComparingLong(Stored::offset);

  @EachPair
  void keysTagsHeadersAndBodiesArrive(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("whole");
    pair.producer(brokers).createTopic(topic, 1);
    List<Message> sent =
        List.of(
            Message.of("body alone"),
            Message.of("with a key").key("k-1"),
            Message.of("with a tag").tag("TagA"),
            Message.of("with all")
                .key("k-2")
                .tag("TagB")
                .header("colour", "red")
                .header("size", "9"),
            Message.of("ünïcödé 漢字 😀").key("schlüssel").tag("märke").header("größe", "漢字"));
    List<Stored> stored = new ArrayList<>();
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      sent.forEach(message -> stored.add(sender.send(topic, 0, message)));
    }
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      List<Received> received = reader.take(sent.size());
      assertEquals(sent.stream().map(Message::sorted).toList(), messages(received));
      assertEquals(stored, places(received));
    }
    assertEquals(IntStream.range(0, sent.size()).mapToObj(i -> new Stored(0, i)).toList(), stored);
  }

  @EachPair
  void timeOfBirthArrives(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("born");
    pair.producer(brokers).createTopic(topic, 1);
    long before = System.currentTimeMillis();
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      sender.send(topic, 0, Message.of("x"));
    }
    long after = System.currentTimeMillis();
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      long born = reader.take(1).get(0).timestamp();
      assertTrue(before <= born && born <= after, before + " <= " + born + " <= " + after);
    }
  }

  @EachPair
  void orderOfEachQueueIsKept(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("order");
    int queues = 3;
    int each = 200;
    pair.producer(brokers).createTopic(topic, queues);
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      for (int i = 0; i < each; i++) {
        for (int queue = 0; queue < queues; queue++) {
          sender.send(topic, queue, Message.of(queue + "/" + i));
        }
      }
    }
    Map<Integer, List<String>> bodies = new HashMap<>();
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      for (Received received : reader.take(queues * each)) {
        bodies
            .computeIfAbsent(received.at().queue(), q -> new ArrayList<>())
            .add(received.message().value());
      }
    }
    for (int queue = 0; queue < queues; queue++) {
      int number = queue;
      assertEquals(
          IntStream.range(0, each).mapToObj(i -> number + "/" + i).toList(), bodies.get(queue));
    }
  }

  @EachPair
  void batchesArriveAsSingleMessages(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("batch");
    pair.producer(brokers).createTopic(topic, 1);
    List<Message> batch =
        IntStream.range(0, 40)
            .mapToObj(i -> Message.of("m" + i).key("k" + i).tag("T" + i % 2))
            .toList();
    List<Stored> stored = new ArrayList<>();
    try (Sender sender = pair.producer(brokers).sender(Map.of("linger.ms", "200"))) {
      stored.addAll(sender.sendBatch(topic, 0, batch));
      stored.addAll(sender.sendBatch(topic, 0, batch));
    }
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      List<Received> received = reader.take(2 * batch.size());
      assertEquals(Stream.concat(batch.stream(), batch.stream()).toList(), messages(received));
      assertEquals(stored, places(received));
    }
  }

  /** Kafka's codecs compress batches, RocketMQ's client each large body. */
  @EachPair
  void compressedMessagesArrive(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("compressed");
    pair.producer(brokers).createTopic(topic, 1);
    List<Message> sent = new ArrayList<>();
    List<Stored> stored = new ArrayList<>();
    for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
      Map<String, String> settings =
          Map.of(
              "compression.type", codec, "linger.ms", "100", "compressMsgBodyOverHowmuch", "100");
      if (pair.producing == Protocol.ROCKETMQ) {
        System.setProperty(
            "rocketmq.message.compressType",
            codec.equals("lz4") || codec.equals("zstd") ? codec : "zlib");
      }
      List<Message> batch =
          IntStream.range(0, 10)
              .mapToObj(i -> Message.of((codec + i + " ").repeat(500)).key("k" + i))
              .toList();
      sent.addAll(batch);
      try (Sender sender = pair.producer(brokers).sender(settings)) {
        if (pair.producing == Protocol.KAFKA) {
          stored.addAll(sender.sendBatch(topic, 0, batch));
        } else {
          batch.forEach(message -> stored.add(sender.send(topic, 0, message)));
        }
      }
    }
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      List<Received> received = reader.take(sent.size());
      assertEquals(sent, messages(received));
      assertEquals(stored, places(received));
    }
  }

  @EachPair
  void largeMessageArrives(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("large");
    pair.producer(brokers).createTopic(topic, 1);
    StringBuilder large = new StringBuilder();
    for (int i = 0; large.length() < 900_000; i++) {
      large.append((char) (i * 31 % 251));
    }
    Message message = new Message(null, List.of(), large.toString());
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      sender.send(topic, 0, message);
      sender.send(topic, 0, Message.of("after it"));
    }
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      assertEquals(List.of(message, Message.of("after it")), messages(reader.take(2)));
    }
  }

  @EachPair
  void topicIsSeenWithItsQueues(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("seen");
    pair.producer(brokers).createTopic(topic, 5);
    Peer consumer = pair.consumer(brokers);
    Eventually.that(topic + " is listed", () -> consumer.topics().contains(topic));
    assertEquals(5, consumer.queueCount(topic));
  }

  @EachPair
  void topicIsMadeByTheFirstSend(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("made");
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      Stored stored = sender.send(topic, Message.of("first"));
      try (Receiver reader = pair.consumer(brokers).reader(topic)) {
        Received received = reader.take(1).get(0);
        assertEquals(stored, received.at());
        assertEquals(Message.of("first"), received.message());
      }
    }
  }

  @EachPair
  void endsAndTimesAreTheSame(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("times");
    pair.producer(brokers).createTopic(topic, 1);
    List<Long> times = new ArrayList<>();
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      for (int i = 0; i < 5; i++) {
        Eventually.nextMillisecond();
        times.add(System.currentTimeMillis());
        sender.send(topic, 0, Message.of("at " + i));
      }
    }
    Peer consumer = pair.consumer(brokers);
    assertEquals(5, consumer.end(topic, 0));
    for (int i = 0; i < times.size(); i++) {
      assertEquals(i, consumer.offsetSince(topic, 0, times.get(i)));
    }
    assertEquals(5, consumer.offsetSince(topic, 0, System.currentTimeMillis() + 60_000));
    assertEquals(0, consumer.offsetSince(topic, 0, 1));
  }

  @EachPair
  void groupGoesOnWhereItStopped(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("resumed");
    String group = Brokers.unique("group");
    pair.producer(brokers).createTopic(topic, 1);
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      IntStream.range(0, 30).forEach(i -> sender.send(topic, 0, Message.of("m" + i)));
    }
    Peer consumer = pair.consumer(brokers);
    for (int from = 0; from < 30; from += 10) {
      try (Receiver member = consumer.member(group, topic)) {
        int first = from;
        assertEquals(
            IntStream.range(first, first + 10).mapToObj(i -> Message.of("m" + i)).toList(),
            messages(member.take(10)));
      }
    }
    try (Receiver member = consumer.member(group, topic)) {
      assertEquals(List.of(), member.rest(1_500));
    }
  }

  @EachPair
  void systemHeadersAreNotTakenForTheUsers(Pair pair, Brokers brokers) {
    String topic = Brokers.unique("system");
    pair.producer(brokers).createTopic(topic, 1);
    try (Sender sender = pair.producer(brokers).sender(PLAIN)) {
      sender.send(topic, 0, Message.of("x"));
    }
    try (Receiver reader = pair.consumer(brokers).reader(topic)) {
      List<Header> headers = reader.take(1).get(0).message().headers();
      assertEquals(List.of(), headers);
    }
  }
}
