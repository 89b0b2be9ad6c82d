package io.diglot.kafka.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.Connection;
import io.diglot.kafka.api.RecordSlices;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.QueueEnds;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fetches of native messages. */
class ConvertedFetchTest {
  private static final short VERSION = 12;
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 1, 1, 6, 0, false, Map.of(), 0);
  private static final List<Frame> FRAMES = List.of(frame(0), frame(1));

  private static final List<Wanted> WANTED =
      List.of(new Wanted(FetchKey.of(Uuid.ZERO_UUID, "t", 0), new FetchSpec(0, -1, -1, 99)));

  private final Queues queues =
      Stub.of(
          Queues.class,
          Map.of(
              "leaderEpoch",
              0,
              "ends",
              new QueueEnds(0, 2),
              "isHot",
              true,
              "read",
              new Run(),
              "readerPool",
              (Executor) Runnable::run));
  private final PartitionReader reader =
      new PartitionReader(Stub.of(Topics.class, Map.of("find", Optional.of(TOPIC))), queues);
  private final NativeBatches converter = new NativeBatches(new ZeroRecords(9), 0, 1 << 20, CLOCK);
  private boolean runClosed;

  @Test
  void whatIsConvertedIsHeldUntilThePassIsClosed() {
    FetchPass pass = pass();
    assertTrue(pass.mixed());
    RecordSlices answer = (RecordSlices) pass.answers(converter, VERSION).get(0).data().records();
    ByteBuf batch = converter.of(FRAMES).batch();
    assertEquals(List.of(batch.nioBuffer()), answer.slices());
    assertEquals(3, batch.refCnt(), "the cache, the pass and this test");
    pass.close();
    assertTrue(runClosed);
    assertEquals(2, batch.refCnt());
  }

  @Test
  void messagesThatUnpackToMuchEndTheResponse() {
    NativeBatches large = new NativeBatches(new ZeroRecords(9 << 20), 0, 0, CLOCK);
    try (FetchPass pass = pass()) {
      RecordSlices answer = (RecordSlices) pass.answers(large, VERSION).get(0).data().records();
      assertEquals(1, answer.slices().size());
      assertEquals(
          0,
          MemoryRecords.readableRecords(answer.slices().get(0)).firstBatch().lastOffset(),
          "the second message is left to the next fetch");
    }
  }

  private static Stream<VirtualMachineError> whatTheMachineSays() {
    return Stream.of(
        new OutOfMemoryError("no room outside of the heap"),
        new InternalError("a fault occurred in a recent unsafe memory access operation"));
  }

  @ParameterizedTest
  @MethodSource("whatTheMachineSays")
  void aFetchThatCannotBeConvertedFailsAlone(VirtualMachineError why) {
    NativeBatches full =
        new NativeBatches(
            new ZeroRecords(9) {
              @Override
              public List<CommonRecord> of(Frame frame) {
                throw why;
              }
            },
            0,
            0,
            CLOCK);
    CompletionStage<Reply> reply =
        new FetchWait(
                Stub.of(Connection.class, Map.of("isOpen", true)),
                queues,
                reader,
                FetchRequest.Builder.forConsumer(VERSION, 0, 0, Map.of()).build(),
                WANTED,
                99,
                new FetchAnswer(VERSION, Optional.empty(), full))
            .begin();
    assertThrows(ExecutionException.class, reply.toCompletableFuture()::get);
    assertTrue(runClosed);
  }

  private FetchPass pass() {
    return FetchPass.over(WANTED, reader, IsolationLevel.READ_UNCOMMITTED, 99);
  }

  private static Frame frame(long offset) {
    return new Frame(
        FrameKind.NATIVE,
        TOPIC.queueKey(0),
        4096 + 128 * offset,
        offset,
        1,
        0,
        0,
        0,
        ByteBuffer.allocate(9));
  }

  private final class Run implements FrameRun {
    @Override
    public List<Frame> frames() {
      return FRAMES;
    }

    @Override
    public long nextOffset() {
      return 2;
    }

    @Override
    public void close() {
      runClosed = true;
    }
  }

  /** A record of so many zeros in each frame. */
  private static class ZeroRecords implements Records {
    private final int size;

    ZeroRecords(int size) {
      this.size = size;
    }

    @Override
    public List<CommonRecord> of(Frame frame) {
      return List.of(
          new CommonRecord(
              1,
              0,
              frame.baseOffset(),
              null,
              null,
              List.of(),
              ByteBuffer.allocate(size),
              0,
              0,
              0,
              0));
    }
  }
}
