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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** {@link Offsets} over the groups' state. */
final class LiveOffsets implements Offsets {
  private final Control control;
  private final GroupsState state;
  private final OffsetRules rules;
  private final OffsetWriter writer;
  private final Predicate<String> usedByKafka;

  LiveOffsets(
      Control control,
      GroupsState state,
      OffsetRules rules,
      OffsetWriter writer,
      Predicate<String> usedByKafka) {
    this.control = control;
    this.state = state;
    this.rules = rules;
    this.writer = writer;
    this.usedByKafka = usedByKafka;
  }

  @Override
  public CompletionStage<Result<Boolean>> commit(
      String group, Map<QueueName, CommittedOffset> offsets) {
    Map<QueueName, OffsetCommit> wanted = new HashMap<>();
    offsets.forEach(
        (queue, offset) ->
            wanted.put(
                queue, new OffsetCommit(offset.offset(), offset.leaderEpoch(), offset.metadata())));
    // RocketMQ's consumers repeat what they committed with every pull and every five seconds: that
    // is no work for the control thread.
    if (isKnown(group, wanted)) {
      return writer.whenDurable(Result.ok(true));
    }
    return writer
        .commit(group, wanted, now -> permission(group))
        .thenApply(result -> result.map(leftOut -> leftOut.isEmpty()));
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
    return state.find(group, queue);
  }

  @Override
  public Map<QueueName, CommittedOffset> all(String group) {
    return state.all(group);
  }

  @Override
  public Set<String> groups() {
    return state.groupsWithOffsets();
  }

  @Override
  public CompletionStage<Result<Boolean>> delete(String group, Set<QueueName> queues) {
    return writer.delete(group, queues);
  }
}
