package io.diglot.core.group;

import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Committed offsets, the same for both protocols. Reads are lock-free; commits run on the control
 * thread and complete when they are as durable as configured. Who may commit (a member of the right
 * generation) is the groups' business: Kafka's commits go through {@link ClassicGroups}, RocketMQ's
 * come here.
 */
public interface Offsets {

  /**
   * Stores offsets of a group. GROUP_OF_OTHER_PROTOCOL while Kafka members are live, DISK_FULL,
   * LOG_STOPPED.
   */
  CompletionStage<Result<Boolean>> commit(String group, Map<QueueName, CommittedOffset> offsets);

  /**
   * Stores an offset that a consumer reports along with something else, many times a second: it
   * counts at once for all who ask, and is kept a moment later, together with others. What a crash
   * takes of it is consumed again; a refusal is nobody's business.
   */
  void commitSoon(String group, QueueName queue, CommittedOffset offset);

  /** The committed offset, if there is one. */
  Optional<CommittedOffset> find(String group, QueueName queue);

  /** All offsets of a group; empty for an unknown one. */
  Map<QueueName, CommittedOffset> all(String group);

  /** The names of all groups with offsets. */
  Set<String> groups();

  /** Forgets offsets of a group in these queues. GROUP_NOT_EMPTY is the caller's check. */
  CompletionStage<Result<Boolean>> delete(String group, Set<QueueName> queues);
}
