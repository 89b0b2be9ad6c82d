package io.diglot.nativeprotocol.group;

import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.Offsets;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Committed offsets as RocketMQ clients know them: a number and nothing else. Thread-safe. */
public final class GroupOffsets {
  private static final int NO_EPOCH = -1;

  private final Offsets offsets;
  private final InstantSource clock;

  /** Over the shared offsets. */
  public GroupOffsets(Offsets offsets, InstantSource clock) {
    this.offsets = offsets;
    this.clock = clock;
  }

  /** The group's offset in a queue, if it has one. */
  public OptionalLong find(String group, QueueName queue) {
    Optional<CommittedOffset> found = offsets.find(group, queue);
    return found.isPresent() ? OptionalLong.of(found.get().offset()) : OptionalLong.empty();
  }

  /** Stores an offset. */
  public CompletionStage<Result<Boolean>> commit(String group, QueueName queue, long offset) {
    return commit(group, Map.of(queue, offset));
  }

  /** See {@link Offsets#commitSoon}. */
  public void commitSoon(String group, QueueName queue, long offset) {
    offsets.commitSoon(group, queue, new CommittedOffset(offset, NO_EPOCH, "", clock.millis()));
  }

  /** Stores several offsets together. */
  public CompletionStage<Result<Boolean>> commit(String group, Map<QueueName, Long> values) {
    long now = clock.millis();
    Map<QueueName, CommittedOffset> committed = new HashMap<>();
    values.forEach(
        (queue, offset) -> committed.put(queue, new CommittedOffset(offset, NO_EPOCH, "", now)));
    return offsets.commit(group, committed);
  }
}
