package io.diglot.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.TestFrames;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.QueueEnds;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class CoreTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void whatWasDoneIsThereAfterARestart(Durability durability) throws Exception {
    Topic topic;
    try (Core core = open(durability)) {
      assertTrue(core.recovery().clean());
      topic = value(core.topics().create(TopicSpec.of("orders", 2)));
      core.queues().append(TestFrames.batch(topic.queueKey(1), 1, 2));
      core.queues().append(TestFrames.message(topic.queueKey(1), "three", 0));
    }
    try (Core core = open(durability)) {
      assertTrue(core.recovery().clean());
      assertEquals(topic, core.topics().find("orders").orElseThrow());
      assertTrue(core.topics().find("TBW102").isPresent());
      assertEquals(new QueueEnds(0, 3), core.queues().ends(topic.queueKey(1)));
      assertEquals(0, core.queues().leaderEpoch());
      try (FrameRun run =
          core.queues()
              .read(topic.queueKey(1), 2, (k, b, n, s, t, g) -> FrameSelector.Choice.TAKE)) {
        assertEquals("three", TestFrames.text(run.frames().get(0)));
        assertEquals(2, run.frames().get(0).payload().getLong(0));
      }
      assertEquals(1L << 32, value(core.producerIds().next()).producerId());
    }
  }

  @Test
  void commandsAfterTheEndAreRefused() throws Exception {
    Core core = open(Durability.ASYNC_FLUSH);
    core.close();
    CompletionStage<Result<Topic>> late = core.topics().create(TopicSpec.of("late", 1));
    assertFalse(late.toCompletableFuture().get(30, TimeUnit.SECONDS) instanceof Result.Ok);
    assertFalse(core.isWritable());
  }

  private Core open(Durability durability) throws IOException {
    LogConfig log = new LogConfig(1 << 20, durability, Duration.ofMillis(100), 1 << 20);
    CoreConfig config =
        CoreConfig.standard(log, List.of(AutoCreation.template(TopicDefaults.standard())));
    TestFrames frames = new TestFrames();
    Core.CoreParts parts =
        new Core.CoreParts(
            InstantSource.system(), new SplittableRandom(1), frames, List.of(frames));
    return Core.open(config, LocalSegments.in(directory), parts);
  }

  private static <T> T value(CompletionStage<Result<T>> stage) throws Exception {
    return ((Result.Ok<T>) stage.toCompletableFuture().get(30, TimeUnit.SECONDS)).value();
  }
}
