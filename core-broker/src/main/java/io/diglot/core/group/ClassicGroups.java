package io.diglot.core.group;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Groups whose members the broker coordinates: Kafka's classic group protocol. Everything runs on
 * the control thread; may be called from any thread. Stages complete on the control thread or, when
 * a change must be durable first, on the log's flusher thread: hand over to your own event loop.
 * The stages of {@link #join} and {@link #sync} may take as long as the members' rebalance timeout.
 */
public interface ClassicGroups {

  /** Joins a group, or joins it again; completes when the new generation is complete. */
  CompletionStage<JoinReply> join(JoinRequest request);

  /**
   * Gets the member's assignment, once the leader has brought it. UNKNOWN_MEMBER,
   * ILLEGAL_GENERATION, FENCED_INSTANCE, INCONSISTENT_PROTOCOL, REBALANCE_IN_PROGRESS,
   * INVALID_GROUP.
   */
  CompletionStage<Result<Assignment>> sync(SyncRequest request);

  /**
   * A sign of life. UNKNOWN_MEMBER, ILLEGAL_GENERATION, FENCED_INSTANCE, REBALANCE_IN_PROGRESS,
   * INVALID_GROUP.
   */
  CompletionStage<Result<Boolean>> heartbeat(String group, MemberIdentity member, int generation);

  /**
   * Members leave, by member id or (an administrator's removal) by instance id alone. One result a
   * member, in order: UNKNOWN_MEMBER, FENCED_INSTANCE; INVALID_GROUP for the whole.
   */
  CompletionStage<Result<List<Result<Boolean>>>> leave(String group, List<MemberIdentity> members);

  /**
   * Commits offsets for a member, or, with generation -1 and no member id, for nobody, which is
   * allowed while the group has no members. The value holds the queues that were left out
   * (METADATA_TOO_LARGE, UNKNOWN_QUEUE). UNKNOWN_MEMBER, ILLEGAL_GENERATION, FENCED_INSTANCE,
   * REBALANCE_IN_PROGRESS, GROUP_OF_OTHER_PROTOCOL, INVALID_GROUP, DISK_FULL, LOG_STOPPED.
   */
  CompletionStage<Result<Map<QueueName, BrokerError>>> commit(
      String group, MemberIdentity member, int generation, Map<QueueName, OffsetCommit> offsets);

  /** One group, of either protocol; empty for an unknown one. */
  CompletionStage<Optional<GroupDescription>> describe(String group);

  /** All groups, of either protocol, without their members. */
  CompletionStage<List<GroupDescription>> list();

  /**
   * Deletes a group with its offsets. INVALID_GROUP, UNKNOWN_GROUP, GROUP_NOT_EMPTY, DISK_FULL,
   * LOG_STOPPED.
   */
  CompletionStage<Result<Boolean>> delete(String group);

  /**
   * An offset that a client wants kept.
   *
   * @param offset the next record to consume
   * @param leaderEpoch the client's leader epoch, -1 for none
   * @param metadata the client's note, empty for none
   */
  record OffsetCommit(long offset, int leaderEpoch, String metadata) {}
}
