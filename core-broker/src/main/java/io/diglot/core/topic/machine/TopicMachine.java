package io.diglot.core.topic.machine;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Limits;
import io.diglot.core.model.Topic;
import java.util.List;
import java.util.Optional;

/**
 * Decides on changes of the catalogue. What needs no state (rules for names and settings) is
 * checked before.
 */
public final class TopicMachine {
  private final Limits limits;

  /** A machine that keeps to the limits. */
  public TopicMachine(Limits limits) {
    this.limits = limits;
  }

  /** Creates the topic; its number is filled in here. */
  public Decision<Topic, TopicEvent> create(TopicState state, Topic wanted) {
    Optional<Topic> holder = state.find(wanted.name());
    if (holder.isPresent()) {
      return Decision.failed(
          BrokerError.TOPIC_EXISTS, "topic '" + wanted.name() + "' already exists");
    }
    if (state.all().size() >= limits.maxTopics()) {
      return Decision.failed(
          BrokerError.FORBIDDEN, "there are already " + limits.maxTopics() + " topics");
    }
    Topic topic =
        new Topic(
            state.nextNumber(),
            wanted.id(),
            wanted.name(),
            wanted.readQueues(),
            wanted.writeQueues(),
            wanted.permission(),
            wanted.systemFlag(),
            wanted.ordered(),
            wanted.settings(),
            wanted.createdAt());
    return check(state, 0, topic)
        .orElseGet(() -> Decision.ok(topic, List.of(new TopicEvent.Created(topic))));
  }

  /** Creates the topic or answers the one that has the name. */
  public Decision<Topic, TopicEvent> ensure(TopicState state, Topic wanted) {
    return state
        .find(wanted.name())
        .<Decision<Topic, TopicEvent>>map(Decision::unchanged)
        .orElseGet(() -> create(state, wanted));
  }

  /** Has a topic stand as given from now on; who asks made it of the current one. */
  public Decision<Topic, TopicEvent> change(TopicState state, Topic current, Topic wanted) {
    if (wanted.equals(current)) {
      return Decision.unchanged(current);
    }
    return check(state, current.queueCount(), wanted)
        .orElseGet(() -> Decision.ok(wanted, List.of(new TopicEvent.Changed(wanted))));
  }

  /** Deletes a topic. */
  public Decision<Topic, TopicEvent> delete(TopicState state, String name) {
    return state
        .find(name)
        .<Decision<Topic, TopicEvent>>map(
            topic ->
                Decision.ok(topic, List.of(new TopicEvent.Deleted(topic.number(), topic.name()))))
        .orElseGet(
            () -> Decision.failed(BrokerError.UNKNOWN_TOPIC, "there is no topic '" + name + "'"));
  }

  private Optional<Decision<Topic, TopicEvent>> check(
      TopicState state, int queuesBefore, Topic wanted) {
    int queues = wanted.queueCount();
    if (wanted.readQueues() < 1
        || wanted.writeQueues() < 1
        || queues > limits.maxQueuesPerTopic()) {
      return refuse(
          BrokerError.INVALID_QUEUE_COUNT,
          "a topic has 1 to "
              + limits.maxQueuesPerTopic()
              + " queues, not "
              + wanted.readQueues()
              + " to read and "
              + wanted.writeQueues()
              + " to write");
    }
    if (queues > queuesBefore && state.queueCount() - queuesBefore + queues > limits.maxQueues()) {
      return refuse(
          BrokerError.INVALID_QUEUE_COUNT,
          "all topics together have " + limits.maxQueues() + " queues at most");
    }
    if ((wanted.permission() & ~7) != 0) {
      return refuse(
          BrokerError.INVALID_REQUEST,
          "permission " + wanted.permission() + " is not between 0 and 7");
    }
    return checkAlias(state, wanted);
  }

  private static Optional<Decision<Topic, TopicEvent>> checkAlias(TopicState state, Topic wanted) {
    String alias = wanted.settings().get(TopicState.ALIAS);
    if (alias == null) {
      return Optional.empty();
    }
    Optional<Topic> holder = state.find(alias);
    if (holder.isPresent() && holder.get().number() != wanted.number()) {
      return refuse(
          BrokerError.INVALID_SETTING,
          "native alias '" + alias + "' is used by topic '" + holder.get().name() + "'");
    }
    return Optional.empty();
  }

  private static Optional<Decision<Topic, TopicEvent>> refuse(BrokerError error, String detail) {
    return Optional.of(Decision.failed(error, detail));
  }
}
