package io.diglot.core.group.runtime;

import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.Offsets;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** {@link Offsets} over the groups' state. */
final class LiveOffsets implements Offsets {
  private final GroupsState state;
  private final OffsetWriter writer;
  private final Predicate<String> usedByKafka;

  LiveOffsets(GroupsState state, OffsetWriter writer, Predicate<String> usedByKafka) {
    this.state = state;
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
    return writer
        .commit(group, wanted, now -> permission(group))
        .thenApply(result -> result.map(leftOut -> leftOut.isEmpty()));
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
