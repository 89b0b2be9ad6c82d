package io.diglot.core.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * The topic catalogue. Lookups are lock-free and may be made anywhere. Changes run on the control
 * thread; their stages complete when the change is as durable as configured, on the control or the
 * flusher's thread.
 */
public interface Topics {

  /** By name. */
  Optional<Topic> find(String name);

  /** By id. */
  Optional<Topic> find(UUID id);

  /** By number (as in a queue key). */
  Optional<Topic> find(int number);

  /** All, in no order. */
  Collection<Topic> all();

  /** Grows with every change of the catalogue (RocketMQ's DataVersion counter). */
  long version();

  /**
   * Creates a topic: TOPIC_EXISTS, INVALID_TOPIC_NAME, INVALID_QUEUE_COUNT, INVALID_SETTING,
   * DISK_FULL, LOG_STOPPED.
   */
  CompletionStage<Result<Topic>> create(TopicSpec spec);

  /** Creates the topic or answers the one that is there, as automatic creation wants it. */
  CompletionStage<Result<Topic>> ensure(TopicSpec spec);

  /**
   * Changes a topic: the operator gets the current specification and answers the wanted one (with
   * the same name). Queue counts of Kafka's CreatePartitions only grow; RocketMQ's read and write
   * counts may shrink, the queues stay.
   */
  CompletionStage<Result<Topic>> update(String name, UnaryOperator<TopicSpec> change);

  /** Deletes a topic with its records and its groups' offsets. */
  CompletionStage<Result<Topic>> delete(String name);

  /** Has the listener called (on the control thread, briefly) after every change. */
  void onChange(Runnable listener);
}
