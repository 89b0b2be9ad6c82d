package io.diglot.kafka.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.Connection;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.store.Frame;
import io.diglot.store.FrameRun;
import io.diglot.store.QueueEnds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.requests.FetchRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches that meet a page which the disk cannot give. */
class FailedLookTest {
  private static final short VERSION = 12;
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 2, 2, 6, 0, false, Map.of(), 0);

  private int leases;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFetchWhoseSecondPartitionCannotBeReadFailsAndGivesBackTheFirst(boolean isHot) {
    assertFails(fetch(arguments -> isHot));
  }

  @Test
  void aFetchForWhichTheIndexCannotBeReadFails() {
    assertFails(fetch(arguments -> unreadable()));
  }

  private void assertFails(CompletableFuture<Reply> reply) {
    ExecutionException failure = assertThrows(ExecutionException.class, reply::get);
    assertEquals(InternalError.class, failure.getCause().getClass());
    assertEquals(0, leases);
  }

  private static Object unreadable() {
    throw new InternalError("a fault occurred in a recent unsafe memory access operation");
  }

  private CompletableFuture<Reply> fetch(Stub.Answer isHot) {
    NativeBatches converter =
        new NativeBatches(null, 0, 1 << 20, InstantSource.fixed(Instant.EPOCH));
    Queues queues = queues(isHot);
    PartitionReader reader =
        new PartitionReader(Stub.of(Topics.class, Map.of("find", Optional.of(TOPIC))), queues);
    return new FetchWait(
            connection(),
            queues,
            reader,
            FetchRequest.Builder.forConsumer(VERSION, 0, 0, Map.of()).build(),
            List.of(wanted(0), wanted(1)),
            99,
            new FetchAnswer(VERSION, Optional.empty(), converter))
        .begin()
        .toCompletableFuture();
  }

  private static Wanted wanted(int partition) {
    return new Wanted(FetchKey.of(Uuid.ZERO_UUID, "t", partition), new FetchSpec(0, -1, -1, 99));
  }

  private static Connection connection() {
    return Stub.of(
        Connection.class,
        Map.of(
            "execute",
            (Stub.Answer)
                arguments -> {
                  ((Runnable) arguments[0]).run();
                  return null;
                }));
  }

  private Queues queues(Stub.Answer isHot) {
    return Stub.of(
        Queues.class,
        Map.of(
            "leaderEpoch",
            0,
            "ends",
            new QueueEnds(0, 1),
            "isHot",
            isHot,
            "readerPool",
            (Executor) Runnable::run,
            "read",
            (Stub.Answer) arguments -> read((long) arguments[0])));
  }

  private FrameRun read(long queue) {
    if (queue == TOPIC.queueKey(1)) {
      unreadable();
    }
    leases++;
    return new FrameRun() {
      @Override
      public List<Frame> frames() {
        return List.of();
      }

      @Override
      public long nextOffset() {
        return 1;
      }

      @Override
      public void close() {
        leases--;
      }
    };
  }
}
