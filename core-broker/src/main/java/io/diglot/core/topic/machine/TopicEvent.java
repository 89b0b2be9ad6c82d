package io.diglot.core.topic.machine;

import io.diglot.core.model.Topic;

/** A change of the catalogue. */
public sealed interface TopicEvent {

  /** A topic came into being. */
  record Created(Topic topic) implements TopicEvent {}

  /** A topic stands now as given; its number, id and name are what they were. */
  record Changed(Topic topic) implements TopicEvent {}

  /** A topic is gone. */
  record Deleted(int number, String name) implements TopicEvent {}
}
