package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import io.diglot.compat.peer.Stored;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is acknowledged is there after the broker's end, be it asked for or not. */
class CrashIT {
  private static final int BEFORE_THE_KILL = 2_000;

  private DiglotProcess broker;
  private final Map<Protocol, Peer> peers = new EnumMap<>(Protocol.class);

  @BeforeEach
  void start() {
    Path directory = Brokers.temporary("crash");
    broker = DiglotProcess.start(directory, Map.of("messageDelayLevel", "1s 1s 1s"));
    for (Protocol protocol : Protocol.values()) {
      peers.put(protocol, Brokers.connect(protocol, broker.endpoints()));
    }
  }

  @AfterEach
  void close() {
    peers.values().forEach(Peer::close);
    broker.close();
  }

  @ParameterizedTest
  @EnumSource
  void killedUnderLoadLosesNothingAcknowledged(Protocol producing) throws Exception {
    String topic = Brokers.unique("load");
    peers.get(producing).createTopic(topic, 1);
    Map<Long, String> acknowledged = new ConcurrentHashMap<>();
    try (Sender sender = peers.get(producing).sender(Map.of())) {
      AtomicInteger answers = new AtomicInteger();
      for (int round = 1; round <= 2; round++) {
        load(sender, topic, acknowledged, answers, round);
        broker.kill();
        broker.startAgain();
        Stored after = sender.send(topic, 0, Message.of("after kill " + round));
        acknowledged.put(after.offset(), "after kill " + round);
      }
    }
    assertTrue(
        acknowledged.size() > 2 * BEFORE_THE_KILL, acknowledged.size() + " were acknowledged");
    for (Protocol consuming : Protocol.values()) {
      assertHolds(consuming, topic, acknowledged);
    }
  }

  /** Sends without pause until enough are acknowledged; at that moment many are on their way. */
  private static void load(
      Sender sender, String topic, Map<Long, String> acknowledged, AtomicInteger answers, int round)
      throws ExecutionException, InterruptedException, TimeoutException {
    int enough = acknowledged.size() + BEFORE_THE_KILL;
    int sent = 0;
    int answered = answers.get();
    while (acknowledged.size() < enough) {
      String body = round + "/" + ++sent;
      var later =
          sender
              .sendLater(topic, 0, Message.of(body))
              .whenComplete(
                  (stored, failure) -> {
                    if (failure == null) {
                      acknowledged.put(stored.offset(), body);
                    }
                    answers.incrementAndGet();
                  });
      if (sent - (answers.get() - answered) > 500) {
        later.get(
            60,
            TimeUnit
                .SECONDS); // the client itself bounds what is on its way, at more than memory likes
      }
    }
  }

  private void assertHolds(Protocol consuming, String topic, Map<Long, String> acknowledged) {
    Peer peer = peers.get(consuming);
    int end = Math.toIntExact(peer.end(topic, 0));
    try (Receiver reader = peer.reader(topic)) {
      List<Received> received = reader.take(end);
      Map<Long, String> found = new ConcurrentHashMap<>();
      received.forEach(one -> found.put(one.at().offset(), one.message().value()));
      assertEquals(end, found.size(), "each offset is there once");
      acknowledged.forEach((offset, body) -> assertEquals(body, found.get(offset), "at " + offset));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void topicsRecordsAndOffsetsOutliveARestart(boolean killed) {
    String group = "restarted";
    for (Protocol protocol : Protocol.values()) {
      String topic = "restart-" + protocol;
      peers.get(protocol).createTopic(topic, 3);
      try (Sender sender = peers.get(protocol).sender(Map.of())) {
        for (int i = 0; i < 20; i++) {
          sender.send(topic, 1, Message.of("m" + i));
        }
      }
      try (Receiver member = peers.get(protocol).member(group + protocol, topic)) {
        assertEquals(7, member.take(7).size());
      }
    }
    if (killed) {
      broker.kill();
    } else {
      int code = broker.terminate();
      assertTrue(code == 0 || code == 143, "exit code " + code + "\n" + broker.process().output());
    }
    broker.startAgain();
    for (Protocol protocol : Protocol.values()) {
      String topic = "restart-" + protocol;
      for (Protocol consuming : Protocol.values()) {
        Eventually.that("the route is back", () -> peers.get(consuming).topics().contains(topic));
        assertEquals(3, peers.get(consuming).queueCount(topic));
        assertEquals(20, peers.get(consuming).end(topic, 1));
      }
      try (Receiver member = peers.get(protocol).member(group + protocol, topic)) {
        assertEquals("m7", member.take(1).get(0).message().value());
      }
    }
  }

  @Test
  void secondBrokerOnTheSameDataIsRefused() {
    try (var second =
        DiglotProcess.run(
            Brokers.temporary("second"),
            List.of(),
            Map.of(
                "storePathRootDir",
                broker.dataDirectory().toString(),
                "listeners",
                "PLAINTEXT://127.0.0.1:0",
                "listenPort",
                "0",
                "namesrvAddr",
                broker.endpoints().nameserver()))) {
      assertEquals(1, second.awaitEnd(30));
      assertTrue(second.output().contains("in use"), second.output());
    }
  }
}
