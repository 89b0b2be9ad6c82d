package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.compat.broker.Endpoints;
import io.diglot.compat.broker.PeerLibraries;
import io.diglot.compat.peer.ChildPeer;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import io.diglot.compat.peer.Stored;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Older releases of the clients, each against the newest of both worlds. */
@ExtendWith(WithBrokers.class)
class OtherReleasesIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka-clients-1.0",
        "kafka-clients-2.7",
        "kafka-clients-3.9",
        "rocketmq-client-4.9"
      })
  void producesAndConsumesAsTheNewestDoes(String release, Brokers brokers) {
    Endpoints endpoints = brokers.endpoints(Pair.Broker.DIGLOT);
    boolean kafka = release.startsWith("kafka");
    Path log = Brokers.temporary(release).resolve("client.log");
    try (Peer old =
        ChildPeer.start(
            kafka ? "kafka" : "rocketmq",
            kafka ? endpoints.kafka() : endpoints.nameserver(),
            PeerLibraries.classPath(release),
            log)) {
      for (Protocol newest : Protocol.values()) {
        converse(old, brokers.peer(newest));
        converse(brokers.peer(newest), old);
      }
    }
  }

  private static void converse(Peer producing, Peer consuming) {
    String topic = Brokers.unique("release");
    String group = Brokers.unique("release-group");
    List<Message> sent =
        List.of(
            Message.of("one").key("k1").tag("TagA").header("colour", "red"),
            Message.of("two ü").key("k2"),
            Message.of("three ".repeat(2000)).tag("TagB"));
    List<Stored> stored = new ArrayList<>();
    try (Sender sender = producing.sender(Map.of())) {
      Stored first = sender.send(topic, sent.get(0));
      stored.add(first);
      sent.stream()
          .skip(1)
          .forEach(message -> stored.add(sender.send(topic, first.queue(), message)));
    }
    try (Receiver reader = consuming.reader(topic)) {
      List<Received> received = reader.take(sent.size());
      assertEquals(
          sent.stream().map(Message::sorted).toList(),
          received.stream().map(r -> r.message().sorted()).toList());
      assertEquals(stored, received.stream().map(Received::at).toList());
    }
    try (Receiver member = consuming.member(group, topic)) {
      assertEquals(stored, member.take(sent.size()).stream().map(Received::at).toList());
    }
    try (Receiver again = consuming.member(group, topic)) {
      assertEquals(List.of(), again.rest(500));
    }
  }
}
