package io.diglot.store;

import static io.diglot.store.Drafts.ALL;
import static io.diglot.store.Drafts.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appenders, readers, retention and the log's own threads at once, on real files. */
class ConcurrencyTest {

  private static final int PER_QUEUE = 20_000;
  private static final List<Long> QUEUES = List.of(1L, 2L);

  @TempDir Path directory;

  private Log open(Durability durability) throws IOException {
    // Small segments, so that the test rolls, seals and unmaps all the time.
    LogConfig config = new LogConfig(1 << 18, durability, Duration.ofMillis(1), 1 << 16);
    return Log.open(config, LocalSegments.in(directory), InstantSource.system(), List.of());
  }

  private static void appendAll(Log log, long queue) {
    byte[] bytes = new byte[200];
    ByteBuffer payload = ByteBuffer.wrap(bytes);
    for (long i = 0; i < PER_QUEUE; i++) {
      payload.putLong(16, queue).putLong(24, i);
      FrameDraft draft =
          new FrameDraft(FrameKind.NATIVE, queue, 1, 0, i, payload, 0, 8, FrameDraft.NO_FIELD);
      assertEquals(i, append(log, draft).baseOffset());
    }
  }

  /** Follows a queue to its end; returns how many frames it saw. */
  private static long follow(Log log, long queue) {
    long next = 0;
    long seen = 0;
    while (next < PER_QUEUE) {
      try (FrameRun run = log.read(queue, next, ALL)) {
        for (Frame frame : run.frames()) {
          // Retention may have moved the start, but there is no other gap.
          assertTrue(frame.baseOffset() >= next);
          assertTrue(seen == 0 || frame.baseOffset() == next || log.ends(queue).start() > next);
          assertEquals(frame.baseOffset(), frame.payload().getLong(0));
          assertEquals(frame.position(), frame.payload().getLong(8));
          assertEquals(queue, frame.payload().getLong(16));
          assertEquals(frame.baseOffset(), frame.payload().getLong(24));
          next = frame.endOffset();
          seen++;
        }
        assertEquals(Math.max(next, run.nextOffset()), run.nextOffset());
      }
      Thread.onSpinWait();
    }
    return seen;
  }

  @Test
  void readersSeeEveryFrameWhole() throws Exception {
    run(log -> 0, PER_QUEUE);
    try (Log log = open(Durability.ASYNC_FLUSH)) {
      for (long queue : QUEUES) {
        assertEquals(new QueueEnds(0, PER_QUEUE), log.ends(queue));
        assertEquals(PER_QUEUE, follow(log, queue));
      }
    }
  }

  @Test
  void retentionNeverUnmapsUnderAReader() throws Exception {
    run(log -> log.retain(segment -> segment.bytesFromHere() > 1 << 20), 1);
  }

  private interface Disturbance {
    int disturb(Log log);
  }

  private void run(Disturbance disturbance, long atLeast) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    AtomicBoolean over = new AtomicBoolean();
    try (Log log = open(Durability.ASYNC_FLUSH)) {
      List<Future<Long>> readers = new ArrayList<>();
      List<Callable<Boolean>> appenders = new ArrayList<>();
      for (long queue : QUEUES) {
        readers.add(threads.submit(() -> follow(log, queue)));
        readers.add(threads.submit(() -> follow(log, queue)));
        appenders.add(
            () -> {
              appendAll(log, queue);
              return true;
            });
      }
      Future<Integer> disturber =
          threads.submit(
              () -> {
                int count = 0;
                while (!over.get()) {
                  count += disturbance.disturb(log);
                  Thread.onSpinWait();
                }
                return count;
              });
      for (Future<Boolean> appender : threads.invokeAll(appenders)) {
        assertTrue(appender.get());
      }
      for (Future<Long> reader : readers) {
        assertTrue(reader.get(60, TimeUnit.SECONDS) >= atLeast);
      }
      over.set(true);
      assertTrue(disturber.get(60, TimeUnit.SECONDS) >= 0);
    } finally {
      over.set(true);
      threads.shutdownNow();
    }
  }

  @Test
  void groupCommitAnswersEverybody() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Log log = open(Durability.SYNC_FLUSH)) {
      List<Callable<Integer>> appenders = new ArrayList<>();
      for (long queue = 1; queue <= 4; queue++) {
        long own = queue;
        appenders.add(
            () -> {
              List<Future<Boolean>> answers = new ArrayList<>();
              for (int i = 0; i < 200; i++) {
                var answer = new java.util.concurrent.CompletableFuture<Boolean>();
                log.whenDurable(
                    append(log, Drafts.text(own, "x" + i)).endPosition(), answer::complete);
                answers.add(answer);
              }
              for (Future<Boolean> answer : answers) {
                assertTrue(answer.get(60, TimeUnit.SECONDS));
              }
              return answers.size();
            });
      }
      for (Future<Integer> appender : threads.invokeAll(appenders)) {
        assertEquals(200, appender.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
