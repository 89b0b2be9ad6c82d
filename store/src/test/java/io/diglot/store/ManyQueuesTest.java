package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 100,000 queues cost little memory and no file; this module's tests run with a small heap. */
class ManyQueuesTest {

  private static final int QUEUES = 100_000;

  @TempDir Path directory;

  private Log open() throws IOException {
    LogConfig config =
        new LogConfig(64 << 20, Durability.ASYNC_FLUSH, Duration.ofSeconds(1), 1 << 20);
    return Log.open(config, LocalSegments.in(directory), InstantSource.system(), List.of());
  }

  @Test
  void opensAndRecoversAHundredThousandQueues() throws IOException {
    assertTrue(Runtime.getRuntime().maxMemory() < 1200L << 20, "this is to prove something");
    try (Log log = open()) {
      long before = usedMemory();
      for (int round = 0; round < 10; round++) {
        for (int queue = 1; queue <= QUEUES; queue++) {
          append(log, text((long) queue << 32, "round " + round + ", queue " + queue));
        }
        if (round == 0) {
          long each = (usedMemory() - before) / QUEUES;
          assertTrue(each < 500, each + " bytes of heap for a queue");
        }
      }
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(files.count() < 12);
    }
    try (Log log = open()) {
      for (int queue = 1; queue <= QUEUES; queue += 997) {
        assertEquals(new QueueEnds(0, 10), log.ends((long) queue << 32));
        List<String> texts = texts(log, (long) queue << 32, 0);
        assertEquals(10, texts.size());
        assertEquals("round 9, queue " + queue, texts.get(9));
      }
    }
  }

  /** The least of several looks: what a collection could not free. */
  private static long usedMemory() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
