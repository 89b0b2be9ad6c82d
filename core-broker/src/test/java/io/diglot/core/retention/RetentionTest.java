package io.diglot.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.convert.CachedRecords;
import io.diglot.core.delay.LogDelays;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Arrivals;
import io.diglot.core.queue.LogQueues;
import io.diglot.core.queue.QueueViews;
import io.diglot.core.queue.TestFrames;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.FrameKind;
import io.diglot.store.QueueEnds;
import io.diglot.store.View;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final TopicDefaults DEFAULTS =
      new TopicDefaults(8, true, 1, true, Map.of("retention.ms", Long.toString(10 * HOUR)));

  /** Midnight, UTC. */
  private final ManualControl control = new ManualControl(24 * HOUR * 1000);

  private final TestFrames frames = new TestFrames();
  private final TopicCatalogue.CatalogueView topicView = TopicCatalogue.view();
  private final LogDelays.DelayView delayView = LogDelays.view();
  private final QueueViews queueViews =
      new QueueViews(frames, Duration.ofDays(1), Limits.defaults());
  private final MemoryLog log = new MemoryLog(() -> Instant.ofEpochMilli(control.now()), views());
  private final TopicCatalogue topics =
      topicView.open(control, log, Limits.defaults(), new SplittableRandom(1));
  private final Arrivals arrivals = new Arrivals();
  private final LogQueues queues =
      queueViews.openQueues(
          log, control, arrivals, new CachedRecords(List.of(frames), 0), Runnable::run);
  private final LogDelays delays =
      delayView.open(log, control, topics, arrivals, Limits.defaults());
  private final Retention retention = retention(Set.of());

  @Test
  void aQueueBeginsWithItsFirstFrameThatIsYoungEnough() {
    Topic topic = topic("a", Map.of("retention.ms", Long.toString(HOUR)));
    long now = control.now();
    queues.append(TestFrames.batch(topic.queueKey(0), now - 3 * HOUR, now - 2 * HOUR));
    queues.append(TestFrames.batch(topic.queueKey(0), now - 3 * HOUR, now - HOUR));
    queues.append(TestFrames.batch(topic.queueKey(0), now));
    run();
    assertEquals(new QueueEnds(2, 5), queues.ends(topic.queueKey(0)));
    control.advance(HOUR + 1);
    run();
    assertEquals(new QueueEnds(5, 5), queues.ends(topic.queueKey(0)));
  }

  @Test
  void theBrokersAgeHoldsForTopicsThatSayNothingAndNoneForCompactedOnes() {
    Topic plain = topic("plain", Map.of());
    Topic forEver = topic("forEver", Map.of("retention.ms", "-1"));
    Topic compacted = topic("compacted", Map.of("cleanup.policy", "compact"));
    for (Topic topic : List.of(plain, forEver, compacted)) {
      queues.append(TestFrames.batch(topic.queueKey(0), control.now() - 11 * HOUR));
    }
    run();
    assertEquals(1, queues.ends(plain.queueKey(0)).start());
    assertEquals(0, queues.ends(forEver.queueKey(0)).start());
    assertEquals(0, queues.ends(compacted.queueKey(0)).start());
  }

  @Test
  void aQueueKeepsItsNewestBytesAndAlwaysOneFrame() {
    Topic topic = topic("a", Map.of("retention.bytes", "100"));
    Topic tiny = topic("tiny", Map.of("retention.bytes", "0"));
    for (int i = 0; i < 5; i++) {
      // 30 bytes each: 22 of header and a timestamp.
      queues.append(TestFrames.batch(topic.queueKey(0), control.now()));
      queues.append(TestFrames.batch(tiny.queueKey(0), control.now()));
    }
    run();
    assertEquals(new QueueEnds(2, 5), queues.ends(topic.queueKey(0)));
    assertEquals(new QueueEnds(4, 5), queues.ends(tiny.queueKey(0)));
    int events = log.frames(FrameKind.EVENT).size();
    run();
    assertEquals(events, log.frames(FrameKind.EVENT).size());
  }

  @Test
  void aSegmentGoesWhenNobodyCanReadAnythingInIt() {
    Topic shortLived = topic("short", Map.of("retention.ms", Long.toString(HOUR)));
    Topic longLived = topic("long", Map.of());
    queues.append(TestFrames.batch(shortLived.queueKey(0), control.now()));
    queues.append(TestFrames.batch(longLived.queueKey(0), control.now()));
    log.seal();
    queues.append(TestFrames.batch(longLived.queueKey(0), control.now() + 20 * HOUR));
    log.seal();
    control.advance(2 * HOUR);
    assertEquals(0, run());
    assertEquals(1, queues.ends(shortLived.queueKey(0)).start());
    control.advance(9 * HOUR);
    assertEquals(1, run());
    assertEquals(new QueueEnds(1, 2), queues.ends(longLived.queueKey(0)));
  }

  @Test
  void aDeletedTopicKeepsNoSegment() {
    Topic topic = topic("a", Map.of("retention.ms", "-1"));
    queues.append(TestFrames.batch(topic.queueKey(0), control.now()));
    log.seal();
    assertEquals(0, run());
    topics.delete("a");
    control.run();
    assertEquals(1, run());
  }

  @Test
  void aQueueThatItsTopicLostHoldsASegmentNoLongerThanItsAge() {
    Topic topic = topic("a", Map.of());
    topics.update("a", spec -> new TopicSpec("a", 2, 2, 6, 0, false, Map.of()));
    control.run();
    queues.append(TestFrames.batch(topic.queueKey(1), control.now()));
    log.seal();
    topics.update("a", spec -> new TopicSpec("a", 1, 1, 6, 0, false, Map.of()));
    control.run();
    control.advance(9 * HOUR);
    assertEquals(0, run());
    control.advance(2 * HOUR);
    assertEquals(1, run());
    assertEquals(new QueueEnds(1, 1), queues.ends(topic.queueKey(1)));
  }

  @Test
  void openTimersAreCarriedOutOfASegmentThatGoes() {
    Topic topic = topic("a", Map.of());
    delays.start();
    delays.schedule(control.now() + 48 * HOUR, TestFrames.message(topic.queueKey(0), "later", 0));
    queues.append(TestFrames.batch(topic.queueKey(0), control.now() - 11 * HOUR));
    log.seal();
    assertEquals(1, run());
    assertEquals(1, delays.open());
    control.advance(48 * HOUR);
    assertEquals("later", TestFrames.text(log.frames(FrameKind.NATIVE).get(0)));
  }

  @Test
  void segmentsAreDroppedInTheConfiguredHoursOnly() {
    Topic topic = topic("a", Map.of());
    queues.append(TestFrames.batch(topic.queueKey(0), control.now() - 11 * HOUR));
    log.seal();
    Retention atFour = retention(Set.of(4));
    assertEquals(0, run(atFour));
    assertEquals(1, queues.ends(topic.queueKey(0)).start());
    control.advance(4 * HOUR);
    assertEquals(1, run(atFour));
  }

  @Test
  void itRunsInItsInterval() {
    Topic topic = topic("a", Map.of());
    queues.append(TestFrames.batch(topic.queueKey(0), control.now() - 11 * HOUR));
    retention.start();
    control.advance(Duration.ofMinutes(5).toMillis() - 1);
    assertEquals(0, queues.ends(topic.queueKey(0)).start());
    control.advance(1);
    assertEquals(1, queues.ends(topic.queueKey(0)).start());
    queues.append(TestFrames.batch(topic.queueKey(0), control.now() - 11 * HOUR));
    control.advance(Duration.ofMinutes(5).toMillis());
    assertEquals(2, queues.ends(topic.queueKey(0)).start());
  }

  @Test
  void rocketMqsWordsForHoursAreUnderstood() {
    assertEquals(Set.of(4, 16), RetentionConfig.parseHours("04;16"));
    assertEquals(Set.of(), RetentionConfig.parseHours(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "4;", "24", "-1"})
  void otherWordsForHoursAreRefused(String deleteWhen) {
    Duration interval = Duration.ofMinutes(1);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RetentionConfig(
                interval, RetentionConfig.parseHours(deleteWhen), ZoneId.of("UTC")));
  }

  private int run() {
    return run(retention);
  }

  private int run(Retention which) {
    var done = which.run().toCompletableFuture();
    control.run();
    assertTrue(done.isDone());
    return done.join();
  }

  private Retention retention(Set<Integer> hours) {
    RetentionConfig config = new RetentionConfig(Duration.ofMinutes(5), hours, ZoneId.of("UTC"));
    return new Retention(log, control, queues, topics, delays, DEFAULTS, config, Runnable::run);
  }

  private Topic topic(String name, Map<String, String> settings) {
    var created = topics.create(new TopicSpec(name, 1, 1, 6, 0, false, settings));
    control.run();
    return ((Result.Ok<Topic>) created.toCompletableFuture().join()).value();
  }

  private List<View> views() {
    List<View> views = new ArrayList<>(queueViews.views());
    views.add(topicView.view());
    views.add(delayView.view());
    return views;
  }
}
