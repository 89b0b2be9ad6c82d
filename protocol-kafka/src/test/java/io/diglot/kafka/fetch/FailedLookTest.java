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
import java.lang.reflect.Proxy;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fetches that meet a page which the disk cannot give. */
class FailedLookTest {
  private static final short VERSION = 12;
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 2, 2, 6, 0, false, Map.of(), 0);

  private int leases;
  private boolean hot;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFetchWhoseSecondPartitionCannotBeReadFailsAndGivesBackTheFirst(boolean isHot) {
    hot = isHot;
    CompletableFuture<Reply> reply = fetch();
    ExecutionException failure = assertThrows(ExecutionException.class, reply::get);
    assertEquals(InternalError.class, failure.getCause().getClass());
    assertEquals(0, leases);
  }

  private CompletableFuture<Reply> fetch() {
    NativeBatches converter =
        new NativeBatches(null, 0, 1 << 20, InstantSource.fixed(Instant.EPOCH));
    PartitionReader reader =
        new PartitionReader(Stub.of(Topics.class, Map.of("find", Optional.of(TOPIC))), queues());
    return new FetchWait(
            connection(),
            queues(),
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
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              ((Runnable) arguments[0]).run();
              return null;
            });
  }

  private Queues queues() {
    return (Queues)
        Proxy.newProxyInstance(
            Queues.class.getClassLoader(),
            new Class<?>[] {Queues.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "leaderEpoch" -> 0;
                  case "ends" -> new QueueEnds(0, 1);
                  case "isHot" -> hot;
                  case "readerPool" -> (Executor) Runnable::run;
                  case "read" -> read((long) arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private FrameRun read(long queue) {
    if (queue == TOPIC.queueKey(1)) {
      throw new InternalError("a fault occurred in a recent unsafe memory access operation");
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
