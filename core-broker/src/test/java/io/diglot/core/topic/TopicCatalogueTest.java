package io.diglot.core.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCatalogueTest {
  private final ManualControl control = new ManualControl(5000);
  private final TopicCatalogue.CatalogueView view = TopicCatalogue.view();
  private final MemoryLog log =
      new MemoryLog(() -> Instant.ofEpochMilli(control.now()), List.of(view.view()));
  private final TopicCatalogue topics =
      view.open(control, log, Limits.defaults(), new SplittableRandom(1));

  @Test
  void aCreatedTopicIsThereAndAgainAfterARestart() {
    Topic topic = ok(topics.create(TopicSpec.of("orders", 3)));
    assertEquals(5000, topic.createdAt());
    assertEquals(Optional.of(topic), topics.find("orders"));
    TopicCatalogue.CatalogueView again = TopicCatalogue.view();
    MemoryLog reopened = log.reopen(List.of(again.view()));
    TopicCatalogue restarted =
        again.open(control, reopened, Limits.defaults(), new SplittableRandom(2));
    assertEquals(Optional.of(topic), restarted.find(topic.id()));
    assertEquals(topics.version(), restarted.version());
  }

  @Test
  void aRecreatedTopicHasAnotherIdAndNumber() {
    Topic first = ok(topics.create(TopicSpec.of("orders", 3)));
    ok(topics.delete("orders"));
    Topic second = ok(topics.create(TopicSpec.of("orders", 3)));
    assertNotEquals(first.id(), second.id());
    assertNotEquals(first.number(), second.number());
  }

  @Test
  void listenersHearOfEveryChangeAndOfNothingElse() {
    int[] heard = new int[1];
    topics.onChange(() -> heard[0]++);
    ok(topics.create(TopicSpec.of("a", 1)));
    ok(topics.ensure(TopicSpec.of("a", 1)));
    assertEquals(1, heard[0]);
    ok(topics.update("a", spec -> with(spec, Map.of("retention.ms", "1000"))));
    ok(topics.delete("a"));
    assertEquals(3, heard[0]);
  }

  @Test
  void settingsAreCheckedAndWrittenOneWay() {
    Topic topic =
        ok(
            topics.create(
                with(
                    TopicSpec.of("a", 1),
                    Map.of("cleanup.policy", "COMPACTION", "retention.ms", " 10 "))));
    assertEquals(Map.of("cleanup.policy", "compact", "retention.ms", "10"), topic.settings());
    assertEquals(
        BrokerError.INVALID_SETTING,
        error(topics.create(with(TopicSpec.of("b", 1), Map.of("no.such", "1")))));
    assertEquals(
        BrokerError.INVALID_SETTING,
        error(topics.update("a", spec -> with(spec, Map.of("min.insync.replicas", "0")))));
  }

  @ParameterizedTest
  @CsvSource({
    "retention.ms, -2",
    "retention.ms, x",
    "max.message.bytes, 2147483648",
    "cleanup.policy, shrink",
    "cleanup.policy, ''",
    "message.timestamp.type, createtime",
    "compression.gzip.level, 0",
    "min.cleanable.dirty.ratio, 1.1",
    "min.cleanable.dirty.ratio, NaN",
    "preallocate, yes",
    "native.alias, a.b",
    "message.type, HUGE",
    "queue.type, RocksDBCQ"
  })
  void aBadValueIsRefused(String name, String value) {
    assertEquals(
        BrokerError.INVALID_SETTING,
        error(topics.create(with(TopicSpec.of("a", 1), Map.of(name, value)))));
    assertTrue(log.frames().isEmpty());
  }

  @Test
  void everyDefaultPassesItsOwnCheck() {
    for (TopicSetting setting : TopicSettings.all()) {
      if (!setting.name().equals(TopicSettings.NATIVE_ALIAS)) {
        assertEquals(
            Optional.of(setting.defaultValue()),
            setting.check().apply(setting.defaultValue()),
            setting.name());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a b", "ä", "a/b", "a.%b", "%RETRY%a.b"})
  void aNameThatNeitherSideAllowsIsRefused(String name) {
    assertEquals(BrokerError.INVALID_TOPIC_NAME, error(topics.create(TopicSpec.of(name, 1))));
  }

  @Test
  void namesAreAsLongAsTheirOwnSideAllows() {
    assertTrue(TopicNames.isNative("a".repeat(127)));
    assertFalse(TopicNames.isNative("a".repeat(128)));
    assertTrue(TopicNames.isNative("%RETRY%" + "a".repeat(248)));
    assertFalse(TopicNames.isNative("%DLQ%" + "a".repeat(251)));
    assertTrue(TopicNames.isKafka("a".repeat(249)));
    assertFalse(TopicNames.isKafka("a".repeat(250)));
    assertFalse(TopicNames.isKafka("a|b"));
  }

  @Test
  void kafkaNamesCollideInDotsAndUnderscores() {
    assertEquals(
        Optional.of("a_b.c"), TopicNames.kafkaCollision("a.b.c", List.of("x", "a.b.c", "a_b.c")));
    assertEquals(Optional.empty(), TopicNames.kafkaCollision("a.b", List.of("a.b", "a-b")));
  }

  @Test
  void sendingCreatesWhatTheTemplateAllows() {
    TopicDefaults defaults = TopicDefaults.standard();
    AutoCreation automatic = new AutoCreation(topics, defaults);
    assertEquals(Optional.empty(), automatic.forSend("new", "TBW102", 4, 0));
    ok(topics.create(AutoCreation.template(defaults)));
    assertEquals(Optional.of(TopicSpec.of("new", 4)), automatic.forSend("new", "TBW102", 4, 0));
    assertEquals(Optional.of(TopicSpec.of("new", 8)), automatic.forSend("new", "TBW102", 16, 0));
    ok(topics.create(TopicSpec.of("plain", 4)));
    assertEquals(Optional.empty(), automatic.forSend("new", "plain", 4, 0));
    TopicDefaults off = new TopicDefaults(8, false, 3, false, Map.of());
    assertEquals(Optional.empty(), new AutoCreation(topics, off).forSend("new", "TBW102", 4, 0));
    assertEquals(Optional.empty(), new AutoCreation(topics, off).forMetadata("new"));
    assertEquals(Optional.of(TopicSpec.of("new", 1)), automatic.forMetadata("new"));
  }

  @Test
  void aTopicsOwnSettingWinsOverTheBrokersAndThatOverTheTable() {
    Topic plain = ok(topics.create(TopicSpec.of("a", 1)));
    Topic own = ok(topics.create(with(TopicSpec.of("b", 1), Map.of("retention.ms", "1"))));
    TopicDefaults defaults = new TopicDefaults(8, true, 1, true, Map.of("retention.ms", "2"));
    assertEquals(1, defaults.effectiveLong(own, "retention.ms"));
    assertEquals(2, defaults.effectiveLong(plain, "retention.ms"));
    assertEquals("producer", defaults.effective(plain, "compression.type"));
  }

  private Topic ok(CompletionStage<Result<Topic>> stage) {
    control.run();
    return ((Result.Ok<Topic>) stage.toCompletableFuture().join()).value();
  }

  private BrokerError error(CompletionStage<Result<Topic>> stage) {
    control.run();
    return ((Result.Failed<Topic>) stage.toCompletableFuture().join()).error();
  }

  private static TopicSpec with(TopicSpec spec, Map<String, String> settings) {
    return new TopicSpec(
        spec.name(),
        spec.readQueues(),
        spec.writeQueues(),
        spec.permission(),
        spec.systemFlag(),
        spec.ordered(),
        settings);
  }
}
