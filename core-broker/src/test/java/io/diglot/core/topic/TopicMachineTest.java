package io.diglot.core.topic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.runtime.Restart;
import io.diglot.core.runtime.StateMachineKit;
import io.diglot.core.topic.machine.TopicEvent;
import io.diglot.core.topic.machine.TopicMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicMachineTest {
  private final TopicMachine machine = new TopicMachine(new Limits(4, 10, 15, 100, 100, 100, 100));

  @ParameterizedTest
  @EnumSource
  void numbersAreNeverReused(Restart restart) {
    var kit = kit(restart);
    assertEquals(1, created(kit, topic("a", 1, Map.of())).number());
    assertEquals(2, created(kit, topic("b", 1, Map.of())).number());
    var deleted = kit.run(state -> machine.delete(state.topics(), "b"));
    assertEquals(List.of(new TopicEvent.Deleted(2, "b")), deleted.events());
    assertEquals(3, created(kit, topic("b", 1, Map.of())).number());
    assertEquals(4, kit.state().topics().version());
  }

  @ParameterizedTest
  @EnumSource
  void aTopicIsFoundByNameNumberIdAndAlias(Restart restart) {
    var kit = kit(restart);
    Topic topic = created(kit, topic("my.topic", 3, Map.of("native.alias", "my_topic")));
    var topics = kit.state().topics();
    assertEquals(Optional.of(topic), topics.find("my.topic"));
    assertEquals(Optional.of(topic), topics.find("my_topic"));
    assertEquals(Optional.of(topic), topics.find(topic.id()));
    assertEquals(Optional.of(topic), topics.find(1));
    kit.run(state -> machine.delete(state.topics(), "my.topic"));
    topics = kit.state().topics();
    assertEquals(Optional.empty(), topics.find("my_topic"));
    assertEquals(Optional.empty(), topics.find(topic.id()));
    assertEquals(0, topics.queueCount());
  }

  @ParameterizedTest
  @EnumSource
  void namesAndAliasesDoNotCollide(Restart restart) {
    var kit = kit(restart);
    created(kit, topic("my.topic", 1, Map.of("native.alias", "mine")));
    created(kit, topic("other", 1, Map.of()));
    assertRefused(BrokerError.TOPIC_EXISTS, kit, topic("mine", 1, Map.of()));
    assertRefused(BrokerError.TOPIC_EXISTS, kit, topic("my.topic", 1, Map.of()));
    assertRefused(
        BrokerError.INVALID_SETTING, kit, topic("x.y", 1, Map.of("native.alias", "other")));
    assertRefused(
        BrokerError.INVALID_SETTING, kit, topic("x.y", 1, Map.of("native.alias", "mine")));
  }

  @ParameterizedTest
  @EnumSource
  void anAliasThatIsGivenUpIsFree(Restart restart) {
    var kit = kit(restart);
    Topic before = created(kit, topic("my.topic", 1, Map.of("native.alias", "mine")));
    Topic after = with(before, 1, Map.of("native.alias", "yours"));
    var changed = kit.run(state -> machine.change(state.topics(), before, after));
    assertEquals(List.of(new TopicEvent.Changed(after)), changed.events());
    assertEquals(Optional.empty(), kit.state().topics().find("mine"));
    assertEquals("mine", created(kit, topic("mine", 1, Map.of())).name());
  }

  @ParameterizedTest
  @EnumSource
  void limitsHold(Restart restart) {
    var kit = kit(restart);
    assertRefused(BrokerError.INVALID_QUEUE_COUNT, kit, topic("a", 0, Map.of()));
    assertRefused(BrokerError.INVALID_QUEUE_COUNT, kit, topic("a", 11, Map.of()));
    Topic ten = created(kit, topic("a", 10, Map.of()));
    assertRefused(BrokerError.INVALID_QUEUE_COUNT, kit, topic("b", 6, Map.of()));
    var shrunk = kit.run(state -> machine.change(state.topics(), ten, with(ten, 1, Map.of())));
    assertEquals(1, value(shrunk).queueCount());
    created(kit, topic("b", 6, Map.of()));
    created(kit, topic("c", 1, Map.of()));
    created(kit, topic("d", 1, Map.of()));
    assertRefused(BrokerError.FORBIDDEN, kit, topic("e", 1, Map.of()));
  }

  @ParameterizedTest
  @EnumSource
  void ensureAnswersWhatIsThere(Restart restart) {
    var kit = kit(restart);
    Topic first = value(kit.run(state -> machine.ensure(state.topics(), topic("a", 2, Map.of()))));
    var again = kit.run(state -> machine.ensure(state.topics(), topic("a", 5, Map.of())));
    assertEquals(Decision.unchanged(first), again);
  }

  @ParameterizedTest
  @EnumSource
  void anUnknownTopicIsNotDeletedAndAChangeToTheSameIsNone(Restart restart) {
    var kit = kit(restart);
    var none = kit.run(state -> machine.delete(state.topics(), "a"));
    assertEquals(BrokerError.UNKNOWN_TOPIC, error(none));
    Topic topic = created(kit, topic("a", 2, Map.of()));
    assertTrue(kit.run(state -> machine.change(state.topics(), topic, topic)).events().isEmpty());
  }

  private Topic created(StateMachineKit<TopicEvent, CatalogueState> kit, Topic wanted) {
    Decision<Topic, TopicEvent> decision = kit.run(state -> machine.create(state.topics(), wanted));
    Topic topic = value(decision);
    assertEquals(List.of(new TopicEvent.Created(topic)), decision.events());
    return topic;
  }

  private void assertRefused(
      BrokerError error, StateMachineKit<TopicEvent, CatalogueState> kit, Topic wanted) {
    Decision<Topic, TopicEvent> decision = kit.run(state -> machine.create(state.topics(), wanted));
    assertEquals(error, error(decision));
    assertTrue(decision.events().isEmpty());
  }

  private static StateMachineKit<TopicEvent, CatalogueState> kit(Restart restart) {
    return new StateMachineKit<>(restart, new TopicEventCodec(), CatalogueState::new);
  }

  private static Topic value(Decision<Topic, TopicEvent> decision) {
    return ((Result.Ok<Topic>) decision.reply()).value();
  }

  private static BrokerError error(Decision<Topic, TopicEvent> decision) {
    return ((Result.Failed<Topic>) decision.reply()).error();
  }

  private static Topic topic(String name, int queues, Map<String, String> settings) {
    UUID id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return new Topic(0, id, name, queues, queues, 6, 0, true, settings, 42);
  }

  private static Topic with(Topic topic, int queues, Map<String, String> settings) {
    return new Topic(
        topic.number(), topic.id(), topic.name(), queues, queues, 4, 1, false, settings, 42);
  }
}
