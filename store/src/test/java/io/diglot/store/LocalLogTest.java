package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.AppendResult.Refusal;
import io.diglot.store.AppendResult.Refused;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log on real files and real threads. */
class LocalLogTest {

  @TempDir Path directory;

  private Log open(int segmentSize, Durability durability) throws IOException {
    return open(directory, segmentSize, durability);
  }

  private static Log open(Path directory, int segmentSize, Durability durability)
      throws IOException {
    LogConfig config = new LogConfig(segmentSize, durability, Duration.ofMillis(50), 1 << 20);
    return Log.open(config, LocalSegments.in(directory), InstantSource.system(), List.of());
  }

  @Test
  void givesBackWhatWasAppended() throws IOException {
    try (Log log = open(1 << 20, Durability.ASYNC_FLUSH)) {
      assertEquals(0, append(log, text(7, "a")).baseOffset());
      assertEquals(1, append(log, text(7, "b")).baseOffset());
      assertEquals(List.of("a", "b"), texts(log, 7, 0));
      assertEquals(List.of("b"), texts(log, 7, 1));
      assertEquals(new QueueEnds(0, 2), log.ends(7));
    }
  }

  @Test
  void remembersEverythingAcrossRestartsAndSegments() throws IOException {
    List<String> expected = new ArrayList<>();
    String filler = "x".repeat(1000);
    for (int life = 1; life <= 3; life++) {
      try (Log log = open(1 << 16, Durability.ASYNC_FLUSH)) {
        assertEquals(life, log.epoch());
        assertTrue(log.recovery().clean());
        assertEquals(expected, texts(log, 7, 0));
        for (int i = 0; i < 200; i++) {
          String text = filler + life + "/" + i;
          append(log, text(7, text));
          expected.add(text);
        }
        assertEquals(expected, texts(log, 7, 0));
      }
    }
  }

  @Test
  void knowsThatItWasNotClosed() throws IOException {
    Log killed = open(1 << 16, Durability.ASYNC_FLUSH);
    append(killed, text(7, "a"));
    // What the end of a process does to the lock file happens to it here, and nothing else.
    assertThrows(IOException.class, () -> open(1 << 16, Durability.ASYNC_FLUSH));
    killed.close();
    try (Log log = open(1 << 16, Durability.ASYNC_FLUSH)) {
      assertTrue(log.recovery().clean());
      assertEquals(List.of("a"), texts(log, 7, 0));
    }
  }

  /** A view that runs out of memory on a frame: it and later frames would never agree again. */
  @Test
  void stopsWhenAViewFailsOnAFrame() throws IOException {
    View failing =
        new View() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public boolean wants(FrameKind kind) {
            return true;
          }

          @Override
          public void apply(Frame frame) {
            throw new OutOfMemoryError("on purpose");
          }

          @Override
          public void save(DataOutput out) {}

          @Override
          public void load(DataInput in) {}
        };
    LogConfig config =
        new LogConfig(1 << 16, Durability.ASYNC_FLUSH, Duration.ofMillis(50), 1 << 20);
    LocalSegments segments = LocalSegments.in(directory);
    try (Log log = Log.open(config, segments, InstantSource.system(), List.of(failing))) {
      assertEquals(new Refused(Refusal.STOPPED), log.append(text(7, "a")));
      assertFalse(log.isWritable());
      assertEquals(new Refused(Refusal.STOPPED), log.append(text(7, "b")));
    }
  }

  @Test
  void whatAPowerCutTookFromTheSegmentsIsInTheJournal() throws Exception {
    Path afterwards = Files.createDirectory(directory.resolve("afterwards"));
    List<String> expected = new ArrayList<>();
    try (Log log = open(1 << 20, Durability.SYNC_FLUSH)) {
      for (int i = 0; i < 50; i++) {
        expected.add("a" + i);
        CompletableFuture<Boolean> safe = new CompletableFuture<>();
        log.whenDurable(append(log, text(7, "a" + i)).endPosition(), safe::complete);
        assertTrue(safe.get(30, TimeUnit.SECONDS));
      }
      for (String name : List.of("owner", "journal")) {
        Files.copy(directory.resolve(name), afterwards.resolve(name));
      }
      Files.write(afterwards.resolve("00000000000000000000.segment"), new byte[1 << 20]);
    }
    for (int recovery = 0; recovery < 2; recovery++) {
      try (Log log = open(afterwards, 1 << 20, Durability.SYNC_FLUSH)) {
        assertEquals(expected, texts(log, 7, 0));
      }
    }
  }

  @Test
  void answersWhenDurable() throws Exception {
    try (Log log = open(1 << 16, Durability.SYNC_FLUSH)) {
      CountDownLatch answered = new CountDownLatch(100);
      List<Boolean> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        long end = append(log, text(7, "a" + i)).endPosition();
        log.whenDurable(
            end,
            durable -> {
              answers.add(durable);
              answered.countDown();
            });
      }
      assertTrue(answered.await(30, TimeUnit.SECONDS));
      assertFalse(answers.contains(false));
    }
  }
}
