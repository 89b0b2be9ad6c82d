package io.diglot.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Result;
import io.diglot.store.AppendResult;
import io.diglot.store.FrameKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ShardTest {
  private final Sum sum = new Sum();
  private final ManualControl control = new ManualControl(1000);
  private final MemoryLog log =
      new MemoryLog(InstantSource.fixed(java.time.Instant.EPOCH), List.of(view(sum)));
  private final List<Integer> applied = new ArrayList<>();
  private final Shard<Integer> shard = new Shard<>(control, log, new SumCodec(), applied::addAll);

  @Test
  void theReplyWaitsUntilTheEventsAreDurable() {
    log.holdDurable();
    var reply = add(3, 4).toCompletableFuture();
    control.run();
    assertEquals(7, sum.value);
    assertEquals(List.of(3, 4), applied);
    assertFalse(reply.isDone());
    log.releaseDurable(true);
    assertEquals(Result.ok(7), reply.join());
  }

  @Test
  void aLogThatStopsTakesTheReplyBack() {
    log.holdDurable();
    var reply = add(3).toCompletableFuture();
    control.run();
    log.releaseDurable(false);
    assertEquals(BrokerError.LOG_STOPPED, ((Result.Failed<Integer>) reply.join()).error());
  }

  @Test
  void aRefusedAppendChangesNothing() {
    log.refuse(Optional.of(AppendResult.Refusal.DISK_FULL));
    var reply = add(3).toCompletableFuture();
    control.run();
    assertEquals(BrokerError.DISK_FULL, ((Result.Failed<Integer>) reply.join()).error());
    assertEquals(0, sum.value);
    assertTrue(applied.isEmpty());
  }

  @Test
  void aCommandThatThrowsSpoilsItsOwnReplyAlone() {
    CompletableFuture<Result<Integer>> broken =
        shard
            .<Integer>run(
                now -> {
                  throw new IllegalArgumentException("on purpose");
                })
            .toCompletableFuture();
    var good = add(1).toCompletableFuture();
    control.run();
    assertTrue(broken.isCompletedExceptionally());
    assertInstanceOf(Result.Ok.class, good.join());
  }

  @Test
  void aReplayedLogGivesTheSameState() {
    add(5, 6);
    add(-1);
    control.run();
    Sum again = new Sum();
    log.reopen(List.of(view(again)));
    assertEquals(10, again.value);
    assertEquals(3, log.frames(FrameKind.EVENT).size());
  }

  private java.util.concurrent.CompletionStage<Result<Integer>> add(Integer... numbers) {
    int total = List.of(numbers).stream().mapToInt(Integer::intValue).sum();
    return shard.run(now -> Decision.ok(sum.value + total, List.of(numbers)));
  }

  private static EventView<Integer> view(Sum sum) {
    return new EventView<>("sum", new SumCodec(), sum);
  }

  private static final class Sum implements EventState<Integer> {
    private int value;

    @Override
    public void apply(Integer event) {
      value += event;
    }

    @Override
    public void save(DataOutput out) throws IOException {
      out.writeInt(value);
    }

    @Override
    public void load(DataInput in) throws IOException {
      value = in.readInt();
    }
  }

  private static final class SumCodec implements EventCodec<Integer> {
    @Override
    public boolean reads(EventType type) {
      return type == EventType.OFFSETS_COMMITTED;
    }

    @Override
    public EventType typeOf(Integer event) {
      return EventType.OFFSETS_COMMITTED;
    }

    @Override
    public void write(Integer event, DataOutput out) throws IOException {
      out.writeInt(event);
    }

    @Override
    public Integer read(EventType type, int version, DataInput in) throws IOException {
      return in.readInt();
    }
  }
}
