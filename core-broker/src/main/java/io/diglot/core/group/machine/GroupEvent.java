package io.diglot.core.group.machine;

import io.diglot.core.group.CommittedOffset;
import io.diglot.core.model.QueueName;
import java.util.Map;
import java.util.Set;

/** What changes {@link GroupsState}. */
public sealed interface GroupEvent {

  /** A generation of a classic group is complete, or its last member left. */
  record GroupChanged(LastingGroup group) implements GroupEvent {}

  /** A group is gone, and its offsets with it. */
  record GroupDeleted(String group) implements GroupEvent {}

  /** A group committed offsets. */
  record OffsetsCommitted(String group, Map<QueueName, CommittedOffset> offsets)
      implements GroupEvent {

    /** Copies the offsets. */
    public OffsetsCommitted {
      offsets = Map.copyOf(offsets);
    }
  }

  /** Offsets of a group are gone. */
  record OffsetsDeleted(String group, Set<QueueName> queues) implements GroupEvent {

    /** Copies the queues. */
    public OffsetsDeleted {
      queues = Set.copyOf(queues);
    }
  }

  /** A topic is gone: an event of the catalogue, which takes all groups' offsets in it away. */
  record TopicGone(String topic) implements GroupEvent {}
}
