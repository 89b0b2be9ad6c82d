package io.diglot.kafka.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.Connection;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.FrameSelector.Choice;
import io.diglot.store.QueueEnds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.junit.jupiter.api.Test;

/**
 * A consumer of old native messages. Two queues, of which a message takes a quarter of what makes a
 * run; a fetch takes four.
 */
class ConversionAheadTest {
  private static final short VERSION = 12;
  private static final int SIZE = 128 << 10;
  private static final int FETCH = 4 * SIZE;
  private static final long END = 100;
  private static final Topic TOPIC =
      new Topic(1, new UUID(1, 1), "t", 2, 2, 6, 0, false, Map.of(), 0);

  private final List<String> converted = new ArrayList<>();
  private final NativeBatches converter =
      new NativeBatches(new Converted(), 0, 8 << 20, InstantSource.fixed(Instant.EPOCH));
  private final FetchSession session =
      new FetchSession(7, FetchRequest.Builder.forConsumer(VERSION, 0, 0, Map.of()).build());
  private long roomUpTo = END;
  private boolean open = true;

  @Test
  void theNextFetchFindsItsMessagesConverted() throws Exception {
    fetch(wanted(0, 0), wanted(1, 0));
    assertEquals(List.of("0@0", "0@1", "0@2", "0@3", "1@0", "1@1", "1@2", "1@3"), converted);
    converted.clear();
    fetch(wanted(1, 0), wanted(0, 4));
    assertEquals(List.of("0@4", "0@5", "0@6", "0@7"), converted, "only what comes after");
  }

  @Test
  void nothingIsPreparedForAClientThatTakesLittle() throws Exception {
    fetch(wanted(0, 0, 3 * SIZE));
    assertEquals(List.of("0@0", "0@1", "0@2"), converted);
  }

  @Test
  void whatCannotBePreparedIsNoFaultOfTheFetchBefore() throws Exception {
    roomUpTo = 8;
    fetch(wanted(0, 4));
    assertEquals(List.of("0@4", "0@5", "0@6", "0@7"), converted);
  }

  @Test
  void nothingIsPreparedForAClientThatIsGone() throws Exception {
    open = false;
    fetch(wanted(0, 0));
    assertEquals(List.of("0@0", "0@1", "0@2", "0@3"), converted);
  }

  private void fetch(Wanted... wanted) throws Exception {
    Reply reply =
        new FetchWait(
                Stub.of(Connection.class, Map.of("isOpen", open)),
                queues(),
                new PartitionReader(
                    Stub.of(Topics.class, Map.of("find", Optional.of(TOPIC))), queues()),
                FetchRequest.Builder.forConsumer(VERSION, 0, 0, Map.of()).build(),
                Arrays.asList(wanted),
                FETCH,
                new FetchAnswer(VERSION, Optional.of(session), converter))
            .begin()
            .toCompletableFuture()
            .get();
    assertEquals(
        1,
        ((FetchResponse) ((Reply.Answer) reply).response())
            .data().responses().get(0).partitions().stream()
                .filter(partition -> partition.records().sizeInBytes() > 0)
                .count());
  }

  private static Wanted wanted(int partition, long offset) {
    return wanted(partition, offset, FETCH);
  }

  private static Wanted wanted(int partition, long offset, int bytes) {
    return new Wanted(
        FetchKey.of(Uuid.ZERO_UUID, "t", partition), new FetchSpec(offset, -1, -1, bytes));
  }

  private static Queues queues() {
    return Stub.of(
        Queues.class,
        Map.of(
            "leaderEpoch",
            0,
            "ends",
            new QueueEnds(0, END),
            "isHot",
            true,
            "readerPool",
            (Executor) Runnable::run,
            "read",
            (Stub.Answer)
                arguments ->
                    new Run(
                        (long) arguments[0], (long) arguments[1], (FrameSelector) arguments[2])));
  }

  private static final class Run implements FrameRun {
    private final List<Frame> frames = new ArrayList<>();

    Run(long queue, long from, FrameSelector selector) {
      long next = from;
      while (next < END && selector.choose(FrameKind.NATIVE, next, 1, SIZE, 0, 0) == Choice.TAKE) {
        frames.add(frame(queue, next++));
      }
    }

    private Frame frame(long queue, long offset) {
      long position = 4096 + (2 * offset + (queue == TOPIC.queueKey(0) ? 0 : 1)) * SIZE;
      return new Frame(
          FrameKind.NATIVE, queue, position, offset, 1, 0, 0, 0, ByteBuffer.allocate(SIZE));
    }

    @Override
    public List<Frame> frames() {
      return frames;
    }

    @Override
    public long nextOffset() {
      return frames.isEmpty() ? 0 : frames.get(frames.size() - 1).endOffset();
    }

    @Override
    public void close() {}
  }

  /** Notes what is converted. */
  private final class Converted implements Records {
    @Override
    public List<CommonRecord> of(Frame frame) {
      if (frame.baseOffset() >= roomUpTo) {
        throw new OutOfMemoryError("no room outside of the heap");
      }
      int queue = frame.queue() == TOPIC.queueKey(0) ? 0 : 1;
      converted.add(queue + "@" + frame.baseOffset());
      return List.of(
          new CommonRecord(
              1,
              0,
              frame.baseOffset(),
              null,
              null,
              List.of(),
              ByteBuffer.allocate(SIZE),
              0,
              0,
              0,
              0));
    }
  }
}
