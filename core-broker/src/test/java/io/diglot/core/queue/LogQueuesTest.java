package io.diglot.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.convert.CachedRecords;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.machine.QueueEvent;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import io.diglot.store.AppendResult;
import io.diglot.store.FrameKind;
import io.diglot.store.QueueEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LogQueuesTest {
  private static final long QUEUE = Topic.queueKey(1, 0);
  private static final long OTHER = Topic.queueKey(1, 1);

  private final ManualControl control = new ManualControl(1_000_000);
  private final TestFrames frames = new TestFrames();
  private Arrivals arrivals;
  private MemoryLog log;
  private LogQueues queues;
  private ProducerIds ids;

  LogQueuesTest() {
    QueueViews views = views();
    open(new MemoryLog(() -> Instant.ofEpochMilli(control.now()), views.views()), views);
  }

  @Test
  void aDuplicateOfTheLastFiveBatchesAnswersItsFirstOffset() {
    for (int batch = 0; batch < 6; batch++) {
      assertEquals(batch * 2L, stored(send(7, 0, batch * 2, 2)).baseOffset());
    }
    Stored again = stored(send(7, 0, 2, 2));
    assertTrue(again.duplicate());
    assertEquals(2, again.baseOffset());
    assertEquals(BrokerError.OUT_OF_ORDER_SEQUENCE, error(send(7, 0, 0, 2)));
    assertEquals(12, queues.ends(QUEUE).end());
  }

  @Test
  void aGapIsRefusedAndSoIsAnOldEpoch() {
    stored(send(7, 1, 0, 3));
    assertEquals(BrokerError.OUT_OF_ORDER_SEQUENCE, error(send(7, 1, 4, 1)));
    assertEquals(BrokerError.INVALID_PRODUCER_EPOCH, error(send(7, 0, 3, 1)));
    assertEquals(BrokerError.OUT_OF_ORDER_SEQUENCE, error(send(7, 2, 3, 1)));
    assertEquals(3, stored(send(7, 2, 0, 1)).baseOffset());
    assertEquals(BrokerError.INVALID_PRODUCER_EPOCH, error(send(7, 1, 3, 1)));
  }

  @Test
  void sequencesWrapAround() {
    stored(send(7, 0, Integer.MAX_VALUE - 1, 2));
    assertEquals(2, stored(send(7, 0, 0, 1)).baseOffset());
    stored(send(8, 0, Integer.MAX_VALUE, 3));
    assertEquals(6, stored(send(8, 0, 2, 1)).baseOffset());
  }

  @Test
  void sequencesSurviveARestartAndEachQueueHasItsOwn() {
    stored(send(7, 0, 0, 2));
    restart();
    assertTrue(stored(send(7, 0, 0, 2)).duplicate());
    assertEquals(BrokerError.OUT_OF_ORDER_SEQUENCE, error(send(7, 0, 3, 1)));
    assertEquals(2, stored(send(7, 0, 2, 1)).baseOffset());
    ProducerStamp first = new ProducerStamp(7, (short) 0, 0, 0);
    assertFalse(stored(queues.append(TestFrames.marked(OTHER, first, 1), first)).duplicate());
  }

  @Test
  void aSilentProducerIsForgotten() {
    stored(send(7, 0, 0, 2));
    control.advance(Duration.ofDays(1).toMillis());
    assertTrue(stored(send(7, 0, 0, 2)).duplicate());
    control.advance(1);
    assertFalse(stored(send(7, 0, 0, 2)).duplicate());
  }

  @Test
  void aQueueRemembersTheLatestProducersOnly() {
    for (int producer = 1; producer <= 4; producer++) {
      stored(send(producer, 0, 0, 1));
      control.advance(1);
    }
    assertTrue(stored(send(2, 0, 0, 1)).duplicate());
    assertFalse(stored(send(1, 0, 0, 1)).duplicate());
    assertFalse(stored(send(2, 0, 0, 1)).duplicate());
  }

  @Test
  void aRefusedAppendIsNotRemembered() {
    log.refuse(Optional.of(AppendResult.Refusal.DISK_FULL));
    assertEquals(BrokerError.DISK_FULL, error(send(7, 0, 0, 1)));
    log.refuse(Optional.empty());
    assertFalse(stored(send(7, 0, 0, 1)).duplicate());
  }

  @Test
  void producerIdsAreNeverGivenTwice() {
    assertEquals(new ProducerIds.IdAndEpoch(0, (short) 0), nextId());
    assertEquals(new ProducerIds.IdAndEpoch(1, (short) 0), nextId());
    restart();
    long first = 1L << 32;
    assertEquals(new ProducerIds.IdAndEpoch(first, (short) 0), nextId());
    for (long id = first + 1; id < first + 1500; id++) {
      assertEquals(id, nextId().producerId());
    }
    assertEquals(3, log.frames(FrameKind.EVENT).size());
  }

  @Test
  void producerIdsOfALostBlockAreNotGivenAgain() {
    long given = nextId().producerId();
    losePower(0);
    assertTrue(nextId().producerId() > given);
  }

  @Test
  void anEpochThatWasLostWithItsRecordsIsNotUsedAgain() {
    run(queues.startEpoch(true));
    queues.append(TestFrames.batch(QUEUE, 1));
    long forced = log.endPosition();
    restart();
    run(queues.startEpoch(false));
    int seen = queues.leaderEpoch();
    queues.append(TestFrames.batch(QUEUE, 2, 3));
    losePower(forced);
    run(queues.startEpoch(false));
    queues.append(TestFrames.batch(QUEUE, 4, 5, 6, 7));
    assertTrue(queues.leaderEpoch() > seen);
    assertEquals(new Queues.EpochEnd(0, 1), queues.epochEnd(QUEUE, seen));
  }

  @Test
  void anArrivalIsToldToWhoWatchesTheQueueUntilTheWatchIsClosed() {
    List<String> heard = new ArrayList<>();
    Queues.Watch both =
        queues.watch(new long[] {QUEUE, OTHER}, (queue, draft, end) -> heard.add("both " + end));
    Queues.Watch one =
        queues.watch(new long[] {QUEUE}, (queue, draft, end) -> heard.add("one " + end));
    queues.append(TestFrames.batch(QUEUE, 1, 2));
    queues.append(TestFrames.batch(OTHER, 1));
    one.close();
    one.close();
    queues.append(List.of(TestFrames.message(QUEUE, "x", 0), TestFrames.message(QUEUE, "y", 0)));
    both.close();
    queues.append(TestFrames.batch(QUEUE, 1));
    assertEquals(List.of("both 2", "one 2", "both 1", "both 3", "both 4"), heard);
    assertEquals(0, arrivals.watchedQueues());
  }

  @Test
  void aListenerThatThrowsDoesNotSpoilTheAppend() {
    List<Long> heard = new ArrayList<>();
    queues.watch(
        new long[] {QUEUE},
        (queue, draft, end) -> {
          throw new IllegalStateException("on purpose");
        });
    queues.watch(new long[] {QUEUE}, (queue, draft, end) -> heard.add(end));
    assertEquals(0, stored(queues.append(TestFrames.batch(QUEUE, 1))).baseOffset());
    assertEquals(List.of(1L), heard);
  }

  @Test
  void deletedRecordsStayDeletedAfterARestart() {
    queues.append(TestFrames.batch(QUEUE, 1, 2, 3));
    assertEquals(Result.ok(new QueueEnds(2, 3)), run(queues.deleteBefore(QUEUE, 2)));
    assertEquals(new QueueEnds(2, 3), queues.ends(QUEUE));
    restart();
    assertEquals(new QueueEnds(2, 3), queues.ends(QUEUE));
    assertEquals(Result.ok(new QueueEnds(2, 3)), run(queues.deleteBefore(QUEUE, 1)));
    assertEquals(BrokerError.OFFSET_OUT_OF_RANGE, error(run(queues.deleteBefore(QUEUE, 4))));
    assertEquals(BrokerError.OFFSET_OUT_OF_RANGE, error(run(queues.deleteBefore(QUEUE, -1))));
    assertEquals(1, log.frames(FrameKind.EVENT).size());
  }

  @Test
  void manyStartsMoveWithOneEvent() {
    queues.append(TestFrames.batch(QUEUE, 1, 2, 3));
    queues.append(TestFrames.batch(OTHER, 1));
    var trims = List.of(new QueueEvent.Trim(QUEUE, 3), new QueueEvent.Trim(OTHER, 0));
    assertEquals(Result.ok(1), run(queues.trim(trims)));
    assertEquals(Result.ok(0), run(queues.trim(trims)));
    assertEquals(1, log.frames(FrameKind.EVENT).size());
    assertEquals(3, queues.ends(QUEUE).start());
  }

  @Test
  void theFirstOffsetSinceATimeIsExactInsideABatch() {
    queues.append(TestFrames.batch(QUEUE, 10, 30, 20));
    queues.append(TestFrames.batch(QUEUE, 5, 40));
    assertEquals(0, queues.firstOffsetSince(QUEUE, 1));
    assertEquals(1, queues.firstOffsetSince(QUEUE, 11));
    assertEquals(4, queues.firstOffsetSince(QUEUE, 31));
    assertEquals(5, queues.firstOffsetSince(QUEUE, 41));
    run(queues.deleteBefore(QUEUE, 2));
    assertEquals(2, queues.firstOffsetSince(QUEUE, 1));
    assertEquals(4, queues.firstOffsetSince(QUEUE, 25));
    assertEquals(0, queues.firstOffsetSince(OTHER, 1));
  }

  @Test
  void theGreatestTimestampIsTheFirstOfItsKind() {
    assertEquals(Optional.empty(), queues.greatestTimestamp(QUEUE));
    queues.append(TestFrames.batch(QUEUE, 10, 30, 30));
    queues.append(TestFrames.batch(QUEUE, 5));
    assertEquals(Optional.of(new Queues.TimedOffset(1, 30)), queues.greatestTimestamp(QUEUE));
  }

  @Test
  void anUncleanStartBeginsAnEpochAtTheQueuesEnds() {
    run(queues.startEpoch(true));
    assertEquals(0, queues.leaderEpoch());
    queues.append(TestFrames.batch(QUEUE, 1, 2, 3));
    queues.append(TestFrames.batch(QUEUE, 4, 5));
    restart();
    run(queues.startEpoch(true));
    assertEquals(0, queues.leaderEpoch());
    assertEquals(new Queues.EpochEnd(0, 5), queues.epochEnd(QUEUE, 0));
    restart();
    run(queues.startEpoch(false));
    assertEquals(2, queues.leaderEpoch());
    queues.append(TestFrames.batch(QUEUE, 6, 7));
    assertEquals(new Queues.EpochEnd(0, 5), queues.epochEnd(QUEUE, 0));
    assertEquals(new Queues.EpochEnd(0, 5), queues.epochEnd(QUEUE, 1));
    assertEquals(new Queues.EpochEnd(2, 7), queues.epochEnd(QUEUE, 2));
    assertEquals(new Queues.EpochEnd(-1, -1), queues.epochEnd(QUEUE, 3));
    assertEquals(new Queues.EpochEnd(0, 0), queues.epochEnd(OTHER, 0));
    run(queues.deleteBefore(QUEUE, 6));
    assertEquals(new Queues.EpochEnd(0, 6), queues.epochEnd(QUEUE, 0));
  }

  private Result<Stored> send(long producerId, int epoch, int baseSequence, int records) {
    int last = (int) ((baseSequence + (records - 1L)) & Integer.MAX_VALUE);
    ProducerStamp stamp = new ProducerStamp(producerId, (short) epoch, baseSequence, last);
    return queues.append(TestFrames.marked(QUEUE, stamp, new long[records]), stamp);
  }

  private ProducerIds.IdAndEpoch nextId() {
    return ((Result.Ok<ProducerIds.IdAndEpoch>) run(ids.next())).value();
  }

  private <T> Result<T> run(CompletionStage<Result<T>> stage) {
    control.run();
    return stage.toCompletableFuture().join();
  }

  private static Stored stored(Result<Stored> result) {
    return ((Result.Ok<Stored>) result).value();
  }

  private static <T> BrokerError error(Result<T> result) {
    return ((Result.Failed<T>) result).error();
  }

  private QueueViews views() {
    Limits limits = new Limits(10, 10, 10, 10, 10, 10, 3);
    return new QueueViews(frames, Duration.ofDays(1), limits);
  }

  private void restart() {
    QueueViews views = views();
    open(log.reopen(views.views()), views);
  }

  private void losePower(long position) {
    QueueViews views = views();
    open(log.reopenWithout(position, views.views()), views);
  }

  private void open(MemoryLog opened, QueueViews views) {
    log = opened;
    arrivals = new Arrivals();
    queues =
        views.openQueues(
            log, control, arrivals, new CachedRecords(List.of(frames), 1 << 20), Runnable::run);
    ids = views.openProducerIds(log, control);
  }
}
