package io.diglot.core.group.runtime;

import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.OffsetRules;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Refusals;
import io.diglot.core.runtime.Shard;
import io.diglot.store.Log;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Writes committed offsets, for whoever was found to be entitled to. */
final class OffsetWriter {
  private final Shard<GroupEvent> shard;
  private final Log log;
  private final GroupsState state;
  private final OffsetRules rules;
  private final Predicate<QueueName> exists;
  private final PendingOffsets pending;

  OffsetWriter(
      Shard<GroupEvent> shard,
      Log log,
      GroupsState state,
      OffsetRules rules,
      Predicate<QueueName> exists,
      PendingOffsets pending) {
    this.shard = shard;
    this.log = log;
    this.state = state;
    this.rules = rules;
    this.exists = exists;
    this.pending = pending;
  }

  /**
   * Commits, if the permission (asked on the control thread, with the time) is granted; answers the
   * queues left out. What is not written because it is there already may still be on its way to the
   * disk, so the answer waits for that as well.
   */
  CompletionStage<Result<Map<QueueName, BrokerError>>> commit(
      String group,
      Map<QueueName, OffsetCommit> offsets,
      LongFunction<Result<Boolean>> permission) {
    return shard.runDurably(now -> decide(group, offsets, permission.apply(now), now));
  }

  /**
   * Commits in the same way; once it is permitted, whatever waits to be committed for these queues
   * counts no more.
   */
  CompletionStage<Result<Map<QueueName, BrokerError>>> commitOverPending(
      String group,
      Map<QueueName, OffsetCommit> offsets,
      LongFunction<Result<Boolean>> permission) {
    return commit(
        group,
        offsets,
        now -> {
          Result<Boolean> granted = permission.apply(now);
          if (granted instanceof Result.Ok<Boolean>) {
            pending.forget(group, offsets.keySet());
          }
          return granted;
        });
  }

  private Decision<Map<QueueName, BrokerError>, GroupEvent> decide(
      String group, Map<QueueName, OffsetCommit> offsets, Result<Boolean> permission, long now) {
    if (permission instanceof Result.Failed<Boolean> failed) {
      return Decision.failed(failed.error(), failed.detail());
    }
    return rules.commit(group, offsets, queue -> state.find(group, queue), exists, now);
  }

  /** The result, once everything so far is as durable as configured. */
  <T> CompletionStage<Result<T>> whenDurable(Result<T> result) {
    if (result instanceof Result.Failed<T>) {
      return CompletableFuture.completedFuture(result);
    }
    CompletableFuture<Result<T>> reply = new CompletableFuture<>();
    log.whenDurable(
        log.endPosition(), durable -> reply.complete(durable ? result : Refusals.stopped()));
    return reply;
  }

  CompletionStage<Result<Boolean>> delete(String group, Set<QueueName> queues) {
    return shard.run(
        now -> {
          Set<QueueName> there = new HashSet<>(queues);
          there.removeIf(queue -> state.find(group, queue).isEmpty());
          return Decision.ok(
              !there.isEmpty(),
              there.isEmpty() ? List.of() : List.of(new GroupEvent.OffsetsDeleted(group, there)));
        });
  }
}
