package io.diglot.core.group.runtime;

import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.Offsets;
import io.diglot.core.group.machine.OffsetRules;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Control;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** {@link Offsets} over the groups' state. */
final class LiveOffsets implements Offsets {
  /** How long an offset may wait for others. RocketMQ itself keeps offsets every five seconds. */
  private static final long SOON_MILLIS = 100;

  private final Control control;
  private final GroupsState state;
  private final OffsetRules rules;
  private final OffsetWriter writer;
  private final Predicate<String> usedByKafka;
  private final PendingOffsets pending;
  private final AtomicBoolean scheduled = new AtomicBoolean();

  LiveOffsets(
      Control control,
      GroupsState state,
      OffsetRules rules,
      OffsetWriter writer,
      PendingOffsets pending,
      Predicate<String> usedByKafka) {
    this.control = control;
    this.state = state;
    this.rules = rules;
    this.writer = writer;
    this.pending = pending;
    this.usedByKafka = usedByKafka;
  }

  @Override
  public CompletionStage<Result<Boolean>> commit(
      String group, Map<QueueName, CommittedOffset> offsets) {
    pending.forget(group, offsets.keySet());
    return write(group, offsets);
  }

  private CompletionStage<Result<Boolean>> write(
      String group, Map<QueueName, CommittedOffset> offsets) {
    Map<QueueName, OffsetCommit> wanted = new HashMap<>();
    offsets.forEach((queue, offset) -> wanted.put(queue, wanted(offset)));
    // RocketMQ's consumers repeat what they committed with every pull and every five seconds: that
    // is no work for the control thread.
    if (isKnown(group, wanted)) {
      return writer.whenDurable(Result.ok(true));
    }
    return writer
        .commit(group, wanted, now -> permission(group))
        .thenApply(result -> result.map(leftOut -> leftOut.isEmpty()));
  }

  @Override
  public void commitSoon(String group, QueueName queue, CommittedOffset offset) {
    if (!pending.replace(group, queue, offset)) {
      if (isKnown(group, Map.of(queue, wanted(offset)))) {
        return;
      }
      pending.put(group, queue, offset);
    }
    if (scheduled.compareAndSet(false, true)) {
      var unused = control.schedule(SOON_MILLIS, this::flush);
    }
  }

  /** Commits what was to be committed soon. */
  void flush() {
    scheduled.set(false);
    pending
        .byGroup()
        .forEach(
            (group, offsets) -> {
              var unused =
                  write(group, offsets)
                      .whenComplete((done, failed) -> pending.forgetCommitted(group, offsets));
            });
  }

  private static OffsetCommit wanted(CommittedOffset offset) {
    return new OffsetCommit(offset.offset(), offset.leaderEpoch(), offset.metadata());
  }

  private boolean isKnown(String group, Map<QueueName, OffsetCommit> wanted) {
    long now = control.now();
    return wanted.entrySet().stream()
        .allMatch(each -> rules.isKnown(each.getValue(), state.find(group, each.getKey()), now));
  }

  private Result<Boolean> permission(String group) {
    return usedByKafka.test(group)
        ? Result.failed(BrokerError.GROUP_OF_OTHER_PROTOCOL, "the group has live Kafka members")
        : Result.ok(true);
  }

  @Override
  public Optional<CommittedOffset> find(String group, QueueName queue) {
    return pending.find(group, queue).or(() -> state.find(group, queue));
  }

  @Override
  public Map<QueueName, CommittedOffset> all(String group) {
    Map<QueueName, CommittedOffset> all = new HashMap<>(state.all(group));
    all.putAll(pending.byGroup().getOrDefault(group, Map.of()));
    return all;
  }

  @Override
  public Set<String> groups() {
    Set<String> groups = new HashSet<>(state.groupsWithOffsets());
    groups.addAll(pending.byGroup().keySet());
    return groups;
  }

  @Override
  public CompletionStage<Result<Boolean>> delete(String group, Set<QueueName> queues) {
    pending.forget(group, queues);
    return writer.delete(group, queues);
  }
}
