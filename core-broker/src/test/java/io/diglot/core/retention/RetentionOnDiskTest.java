package io.diglot.core.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log;
import io.diglot.store.LogConfig;
import io.diglot.store.QueueEnds;
import io.diglot.store.View;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Retention on real segments: what is dropped is gone after a restart too, and what was carried
 * forward is not.
 */
@Timeout(120)
class RetentionOnDiskTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final int RECORDS = 3000;

  @TempDir private Path directory;

  private final ManualControl control = new ManualControl(1_000_000_000_000L);

  @Test
  void oldSegmentsGoAndTheTimersInThemStay() throws IOException {
    long queue;
    try (Broker broker = new Broker()) {
      queue = broker.createTopic().queueKey(0);
      broker.delays.start();
      broker.delays.schedule(control.now() + 20 * HOUR, TestFrames.message(queue, "later", 0));
      for (int i = 0; i < RECORDS; i++) {
        broker.queues.append(TestFrames.message(queue, "x".repeat(100) + i, 0));
      }
      control.advance(2 * HOUR);
      long before = broker.log.startPosition();
      // Segments are sealed in the background; only sealed ones go.
      while (broker.retain() == 0) {
        Thread.onSpinWait();
      }
      assertTrue(broker.log.startPosition() > before);
      assertEquals(new QueueEnds(RECORDS, RECORDS), broker.queues.ends(queue));
      assertEquals(1, broker.delays.open());
    }
    control.crash();
    try (Broker broker = new Broker()) {
      assertEquals(new QueueEnds(RECORDS, RECORDS), broker.queues.ends(queue));
      broker.delays.start();
      control.advance(18 * HOUR);
      assertEquals(new QueueEnds(RECORDS, RECORDS + 1), broker.queues.ends(queue));
      try (FrameRun run =
          broker.queues.read(queue, RECORDS, (k, b, n, s, t, g) -> FrameSelector.Choice.TAKE)) {
        assertEquals("later", TestFrames.text(run.frames().get(0)));
      }
    }
  }

  /** A core as far as it matters here, on the test's clock. */
  private final class Broker implements AutoCloseable {
    private final Log log;
    private final TopicCatalogue topics;
    private final LogQueues queues;
    private final LogDelays delays;
    private final Retention retention;

    Broker() throws IOException {
      TopicCatalogue.CatalogueView topicView = TopicCatalogue.view();
      LogDelays.DelayView delayView = LogDelays.view();
      TestFrames frames = new TestFrames();
      Limits limits = Limits.defaults();
      QueueViews queueViews = new QueueViews(frames, Duration.ofDays(1), limits);
      List<View> views = new ArrayList<>(queueViews.views());
      views.add(topicView.view());
      views.add(delayView.view());
      LogConfig config =
          new LogConfig(1 << 16, LogConfig.Durability.ASYNC_FLUSH, Duration.ofMillis(100), 1 << 20);
      log =
          Log.open(
              config,
              LocalSegments.in(directory),
              () -> Instant.ofEpochMilli(control.now()),
              views);
      topics = topicView.open(control, log, limits, new SplittableRandom(1));
      Arrivals arrivals = new Arrivals();
      queues =
          queueViews.openQueues(
              log, control, arrivals, new CachedRecords(List.of(frames), 0), Runnable::run);
      delays = delayView.open(log, control, topics, arrivals, limits);
      retention =
          new Retention(
              log,
              control,
              queues,
              topics,
              delays,
              TopicDefaults.standard(),
              RetentionConfig.standard(),
              Runnable::run);
    }

    Topic createTopic() {
      Map<String, String> settings = Map.of("retention.ms", Long.toString(HOUR));
      var created = topics.create(new TopicSpec("a", 1, 1, 6, 0, false, settings));
      control.run();
      return ((Result.Ok<Topic>) created.toCompletableFuture().join()).value();
    }

    int retain() {
      var done = retention.run().toCompletableFuture();
      control.run();
      return done.join();
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }
}
