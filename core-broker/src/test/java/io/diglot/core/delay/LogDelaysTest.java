package io.diglot.core.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Arrivals;
import io.diglot.core.queue.Stored;
import io.diglot.core.queue.TestFrames;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.AppendResult;
import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.View;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogDelaysTest {
  private static final Limits LIMITS = new Limits(10, 10, 10, 100, 10_000, 1000, 10);

  /** Where a timer's payload has its version, its target's kind and its target's record count. */
  private static final int VERSION_BYTE = 0;

  private static final int KIND_BYTE = 17;
  private static final int RECORD_COUNT_BYTE = 18;

  private final ManualControl control = new ManualControl(1_000_000);
  private MemoryLog log;
  private TopicCatalogue topics;
  private LogDelays delays;
  private View view;
  private final Topic topic;

  LogDelaysTest() {
    open(Optional.empty());
    var created = topics.create(TopicSpec.of("orders", 2));
    control.run();
    topic = ((Result.Ok<Topic>) created.toCompletableFuture().join()).value();
    delays.start();
    control.run();
  }

  @Test
  void messagesAreDeliveredWhenTheyAreDueAndInThatOrder() {
    schedule(30, "c");
    schedule(10, "a");
    schedule(20, "b");
    control.advance(9);
    assertEquals(List.of(), delivered());
    control.advance(1);
    assertEquals(List.of("a"), delivered());
    control.advance(100);
    assertEquals(List.of("a", "b", "c"), delivered());
    assertEquals(0, delays.open());
    assertEquals(Long.MAX_VALUE, view.leastNeededPosition());
  }

  @Test
  void aDeliveredFrameIsAsIfItHadArrivedThen() {
    schedule(10, "a");
    schedule(10, "b");
    control.advance(10);
    Frame second = log.frames(FrameKind.NATIVE).get(1);
    assertEquals(1, second.payload().getLong(0));
    assertEquals(second.position(), second.payload().getLong(8));
    assertEquals(1_000_010, second.payload().getLong(16));
    assertEquals(1_000_010, second.greatestTimestamp());
    assertEquals(7, second.tagHash());
  }

  @Test
  void whatIsPastDueIsDeliveredAtOnce() {
    schedule(-5, "late");
    control.run();
    assertEquals(List.of("late"), delivered());
  }

  @Test
  void aBatchKeepsItsOwnTimestampAndItsOffsets() {
    delays.schedule(1_000_010, TestFrames.batch(topic.queueKey(1), 5, 6, 7));
    control.advance(10);
    Frame batch = log.frames(FrameKind.KAFKA).get(0);
    assertEquals(3, batch.recordCount());
    assertEquals(7, batch.greatestTimestamp());
    assertEquals(3, log.ends(topic.queueKey(1)).end());
  }

  @Test
  void openTimersSurviveARestartAndFiredOnesDoNotComeAgain() {
    schedule(10, "a");
    schedule(20, "b");
    control.advance(10);
    restart(false);
    control.advance(5);
    assertEquals(List.of("a"), delivered());
    control.advance(5);
    assertEquals(List.of("a", "b"), delivered());
    restart(false);
    control.advance(1000);
    assertEquals(List.of("a", "b"), delivered());
  }

  @Test
  void openTimersSurviveInASnapshot() {
    schedule(10, "a");
    schedule(20, "b");
    schedule(30, "c");
    control.advance(10);
    restart(true);
    assertEquals(2, delays.open());
    control.advance(20);
    assertEquals(List.of("a", "b", "c"), delivered());
  }

  @Test
  void whatBecameDueWhileTheBrokerWasDownIsDeliveredAtTheStart() {
    schedule(10, "a");
    control.crash();
    control.advance(1000);
    restart(false);
    assertEquals(List.of("a"), delivered());
  }

  @Test
  void aStepOfTheClockIsNoticed() {
    schedule(9000, "a");
    control.jump(9000);
    control.advance(500);
    assertEquals(List.of("a"), delivered());
    schedule(1000, "b");
    control.jump(-5000);
    control.advance(5999);
    assertEquals(List.of("a"), delivered());
    control.advance(1);
    assertEquals(List.of("a", "b"), delivered());
  }

  @Test
  void aMessageForATopicThatIsGoneIsDropped() {
    schedule(10, "a");
    topics.delete("orders");
    control.advance(10);
    assertEquals(List.of(), delivered());
    assertEquals(0, delays.open());
  }

  @Test
  void aFullDiskPutsDeliveryOff() {
    schedule(10, "a");
    schedule(11, "b");
    log.refuse(Optional.of(AppendResult.Refusal.DISK_FULL));
    control.advance(2000);
    Result<Stored> refused =
        delays.schedule(control.now() + 10, TestFrames.message(topic.queueKey(0), "c", 0));
    assertEquals(BrokerError.DISK_FULL, ((Result.Failed<Stored>) refused).error());
    log.refuse(Optional.empty());
    control.advance(500);
    assertEquals(List.of("a", "b"), delivered());
  }

  @Test
  void anErrorInADeliveryPutsItOff() {
    schedule(10, "a");
    schedule(11, "b");
    log.failAppends(Optional.of(new InternalError("a page of the file cannot be read")));
    control.advance(2000);
    assertEquals(List.of(), delivered());
    assertEquals(2, delays.open());
    log.failAppends(Optional.empty());
    control.advance(500);
    assertEquals(List.of("a", "b"), delivered());
    assertEquals(0, delays.open());
  }

  @Test
  void aTimerThatCannotBeDecodedIsDroppedAndTheOthersAreDelivered() {
    schedule(10, "a");
    FrameDraft good =
        TimerFrame.draft(control.now() + 10, TestFrames.message(topic.queueKey(0), "bad", 7));
    for (int field : new int[] {VERSION_BYTE, KIND_BYTE, RECORD_COUNT_BYTE}) {
      ByteBuffer payload = ByteBuffer.allocate(good.payload().remaining());
      payload.put(good.payload().duplicate()).put(field, (byte) 0xEE).flip();
      log.append(FrameDraft.unqueued(FrameKind.TIMER, 0, payload));
    }
    ByteBuffer tooShort = ByteBuffer.wrap(new byte[20]);
    log.append(FrameDraft.unqueued(FrameKind.TIMER, 0, tooShort));
    schedule(10, "b");
    control.advance(2000);
    assertEquals(List.of("a", "b"), delivered());
    assertEquals(0, delays.open());
    restart(false);
    assertEquals(0, delays.open());
  }

  @Test
  void anErrorWhileTimersAreCarriedForwardEndsThatAttemptOnly() {
    schedule(5000, "a");
    log.failAppends(Optional.of(new InternalError("a page of the file cannot be read")));
    long end = log.endPosition();
    var failed = delays.carryForward(end).toCompletableFuture();
    control.run();
    assertFalse(failed.join());
    log.failAppends(Optional.empty());
    var done = delays.carryForward(end).toCompletableFuture();
    control.run();
    assertTrue(done.join());
    control.advance(5000);
    assertEquals(List.of("a"), delivered());
  }

  @Test
  void whatDoesNotFitTogetherIsDeliveredInSmallerBatches() {
    for (int i = 0; i < 40; i++) {
      schedule(10, "m" + i);
    }
    log.refuseAppendsOfMoreThan(7);
    control.advance(10);
    assertEquals(40, delivered().size());
    assertEquals("m39", delivered().get(39));
    assertEquals(0, delays.open());
  }

  @Test
  void moreThanOneBatchIsDeliveredInOrder() {
    for (int i = 0; i < 1000; i++) {
      schedule(10 + i % 3, "m" + i);
    }
    assertEquals(BrokerError.FORBIDDEN, ((Result.Failed<Stored>) tryToSchedule(10, "x")).error());
    control.advance(20);
    assertEquals(1000, delivered().size());
    assertEquals(List.of("m0", "m3", "m6"), delivered().subList(0, 3));
    assertEquals("m2", delivered().get(667));
  }

  @Test
  void whatIsCarriedForwardIsDeliveredOnceAndNeedsTheOldPlaceNoMore() {
    schedule(10, "a");
    schedule(5000, "b");
    schedule(6000, "c");
    control.advance(10);
    long end = log.endPosition();
    assertTrue(view.leastNeededPosition() < end);
    var done = delays.carryForward(end).toCompletableFuture();
    control.run();
    assertTrue(done.join());
    assertTrue(view.leastNeededPosition() >= end);
    restart(false);
    control.advance(10_000);
    assertEquals(List.of("a", "b", "c"), delivered());
  }

  @Test
  void aDelayThatIsTooLongIsRefused() {
    assertInstanceOf(Result.Ok.class, tryToSchedule(10_000, "a"));
    assertEquals(
        BrokerError.INVALID_DELAY, ((Result.Failed<Stored>) tryToSchedule(10_001, "b")).error());
  }

  private void schedule(long delay, String text) {
    assertInstanceOf(Result.Ok.class, tryToSchedule(delay, text));
  }

  private Result<Stored> tryToSchedule(long delay, String text) {
    FrameDraft message = TestFrames.message(topic.queueKey(0), text, 7);
    return delays.schedule(control.now() + delay, message);
  }

  private List<String> delivered() {
    return log.frames(FrameKind.NATIVE).stream().map(TestFrames::text).toList();
  }

  private void restart(boolean fromSnapshot) {
    control.crash();
    open(Optional.of(fromSnapshot));
    delays.start();
    control.run();
  }

  private void open(Optional<Boolean> restart) {
    LogDelays.DelayView delayView = LogDelays.view();
    TopicCatalogue.CatalogueView topicView = TopicCatalogue.view();
    if (restart.isEmpty()) {
      log =
          new MemoryLog(
              () -> Instant.ofEpochMilli(control.now()),
              List.of(delayView.view(), topicView.view()));
    } else if (restart.get()) {
      copy(view, delayView.view());
      log = log.reopen(List.of(topicView.view()), List.of(delayView.view()));
    } else {
      log = log.reopen(List.of(delayView.view(), topicView.view()));
    }
    view = delayView.view();
    topics = topicView.open(control, log, LIMITS, new SplittableRandom(1));
    delays = delayView.open(log, control, topics, new Arrivals(), LIMITS);
  }

  private static void copy(View from, View to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      from.save(out);
      to.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
