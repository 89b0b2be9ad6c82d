package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.diglot.compat.broker.ChildProcess;
import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.PeerException;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A full disk refuses writes, serves reads, and heals when there is room. Needs the right to mount
 * a small file system.
 */
class DiskFullIT {
  private Path mount;
  private boolean mounted;

  @BeforeEach
  void mount() {
    mount = Brokers.temporary("small-disk");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", mount.toString()) == 0;
    assumeTrue(mounted, "may not mount");
  }

  @AfterEach
  void unmount() {
    if (mounted) {
      assertEquals(0, run("umount", mount.toString()));
    }
  }

  private static int run(String... command) {
    try (ChildProcess process = ChildProcess.start(Path.of("."), Map.of(), List.of(command))) {
      return process.awaitEnd(10);
    }
  }

  @Test
  void refusesServesAndHeals() throws IOException {
    Path filler = mount.resolve("filler");
    Files.write(filler, new byte[16 << 20]);
    Map<String, String> settings =
        Map.of(
            "mappedFileSizeCommitLog",
            "4194304",
            "maxMessageSize",
            "1048576",
            "storePathRootDir",
            mount + "/data");
    try (DiglotProcess broker = DiglotProcess.start(Brokers.temporary("disk-full"), settings);
        Peer kafka = Brokers.connect(Protocol.KAFKA, broker.endpoints());
        Peer rocketmq = Brokers.connect(Protocol.ROCKETMQ, broker.endpoints())) {
      kafka.createTopic("full", 1);
      Map<String, String> impatient =
          Map.of(
              "delivery.timeout.ms",
              "3000",
              "request.timeout.ms",
              "2000",
              "linger.ms",
              "0",
              "retries",
              "1");
      try (Sender fromKafka = kafka.sender(impatient);
          Sender fromRocketmq =
              rocketmq.sender(
                  Map.of("compressMsgBodyOverHowmuch", Integer.toString(Integer.MAX_VALUE)))) {
        int stored = fill(fromKafka);
        stored += fill(fromRocketmq);
        assertTrue(stored > 10, stored + " messages were taken before the disk was full");
        assertTrue(broker.process().isAlive(), broker.process().output());
        for (Peer peer : List.of(kafka, rocketmq)) {
          assertEquals(stored, peer.end("full", 0));
          try (Receiver reader = peer.reader("full")) {
            assertEquals(stored, reader.take(stored).size());
          }
        }
        Files.delete(filler);
        for (Sender sender : List.of(fromKafka, fromRocketmq)) {
          Eventually.that("it takes messages again", () -> isTaken(sender));
        }
      }
    }
  }

  private static Message large() {
    return new Message(null, List.of(), "x".repeat(200_000));
  }

  private static int fill(Sender sender) {
    AtomicInteger stored = new AtomicInteger();
    Eventually.that(
        "the disk is full",
        () -> {
          boolean taken = isTaken(sender);
          if (taken) {
            stored.incrementAndGet();
          }
          return !taken;
        });
    return stored.get();
  }

  private static boolean isTaken(Sender sender) {
    try {
      sender.send("full", 0, large());
      return true;
    } catch (PeerException e) {
      return false;
    }
  }
}
