package io.diglot.core.queue.machine;

import java.util.List;

/** A change of where queues begin, or of who leads. */
public sealed interface QueueEvent {

  /** Records before these offsets are gone. */
  record Trimmed(List<Trim> trims) implements QueueEvent {
    /** Copies the list. */
    public Trimmed {
      trims = List.copyOf(trims);
    }
  }

  /** A queue's new start. */
  record Trim(long queueKey, long startOffset) {}

  /** What is stored from here on belongs to the leader epoch. */
  record EpochStarted(int epoch) implements QueueEvent {}

  /** A topic is gone, and its queues with it. */
  record TopicGone(int topicNumber) implements QueueEvent {}

  /** Producer ids below the given one may have been given out. */
  record ProducerIdsReserved(long end) implements QueueEvent {}
}
