package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Prints what a release note wants to know: {@code mvn verify -Pfigures}. Measures; judges nothing
 * but completeness.
 */
@EnabledIfSystemProperty(named = "diglot.figures", matches = "true")
class FiguresIT {
  private static final int MESSAGES = 100_000;
  private static final int BYTES = 1_000;
  private static final int ON_THE_WAY = 2_000;

  @Test
  void figures() throws IOException {
    try (DiglotProcess broker = DiglotProcess.start(Brokers.temporary("figures"), Map.of())) {
      System.out.println(
          broker.process().output().lines().filter(line -> line.contains("ready in")).findFirst());
      System.out.println("resident memory when ready: " + resident(broker));
      Map<Protocol, Peer> peers = new EnumMap<>(Protocol.class);
      for (Protocol protocol : Protocol.values()) {
        peers.put(protocol, Brokers.connect(protocol, broker.endpoints()));
      }
      for (Protocol producing : Protocol.values()) {
        String topic = "figures-" + producing;
        peers.get(producing).createTopic(topic, 1);
        produce(peers.get(producing), topic, MESSAGES / 10);
        print(
            producing + " produces",
            MESSAGES,
            () -> produce(peers.get(producing), topic, MESSAGES));
        for (Protocol consuming : Protocol.values()) {
          print(
              producing + " to " + consuming + ", consuming",
              MESSAGES + MESSAGES / 10,
              () -> consume(peers.get(consuming), topic, MESSAGES + MESSAGES / 10));
        }
      }
      System.out.println("resident memory after it: " + resident(broker));
      peers.values().forEach(Peer::close);
    }
  }

  private static void produce(Peer peer, String topic, int count) {
    Message message = new Message(null, List.of(), "x".repeat(BYTES));
    Semaphore room = new Semaphore(ON_THE_WAY);
    List<CompletableFuture<?>> sent = new ArrayList<>();
    try (Sender sender = peer.sender(Map.of("linger.ms", "5"))) {
      for (int i = 0; i < count; i++) {
        room.acquireUninterruptibly();
        sent.add(
            sender.sendLater(topic, 0, message).whenComplete((stored, failure) -> room.release()));
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }
  }

  private static void consume(Peer peer, String topic, int count) {
    try (Receiver reader = peer.reader(topic)) {
      assertEquals(count, reader.take(count).size());
    }
  }

  private static void print(String what, int count, Runnable work) {
    long began = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT, "%s: %.0f messages of %d bytes a second%n", what, count / seconds, BYTES);
  }

  private static String resident(DiglotProcess broker) throws IOException {
    Path status = Path.of("/proc", Long.toString(broker.process().pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .findFirst()
        .orElse("unknown");
  }
}
