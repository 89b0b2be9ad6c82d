package io.diglot.core.group.machine;

import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.QueueName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is stored of committed offsets, and for how long. */
public final class OffsetRules {
  private static final long REFRESH = Duration.ofHours(1).toMillis();

  private final GroupLimits limits;
  private final long refreshAfter;

  /** Rules within the limits. */
  public OffsetRules(GroupLimits limits) {
    this.limits = limits;
    this.refreshAfter = Math.min(REFRESH, limits.offsetsRetention().toMillis() / 4);
  }

  /**
   * A commit. What is committed already is stored again only once it has become old: a RocketMQ
   * client repeats all its offsets every five seconds.
   *
   * @param known what is committed in the group for a queue
   * @param exists whether there is such a queue
   * @return the queues that were left out, and why
   */
  public Decision<Map<QueueName, BrokerError>, GroupEvent> commit(
      String group,
      Map<QueueName, OffsetCommit> wanted,
      Function<QueueName, Optional<CommittedOffset>> known,
      Predicate<QueueName> exists,
      long now) {
    Map<QueueName, BrokerError> refused = new HashMap<>();
    Map<QueueName, CommittedOffset> stored = new HashMap<>();
    for (Map.Entry<QueueName, OffsetCommit> each : wanted.entrySet()) {
      QueueName queue = each.getKey();
      OffsetCommit commit = each.getValue();
      if (!exists.test(queue)) {
        refused.put(queue, BrokerError.UNKNOWN_QUEUE);
      } else if (commit.metadata().getBytes(StandardCharsets.UTF_8).length
          > limits.maxOffsetMetadata()) {
        refused.put(queue, BrokerError.METADATA_TOO_LARGE);
      } else if (!isKnown(commit, known.apply(queue), now)) {
        stored.put(
            queue,
            new CommittedOffset(commit.offset(), commit.leaderEpoch(), commit.metadata(), now));
      }
    }
    List<GroupEvent> events =
        stored.isEmpty() ? List.of() : List.of(new GroupEvent.OffsetsCommitted(group, stored));
    return Decision.ok(Map.copyOf(refused), events);
  }

  /** Whether a commit changes nothing and what is stored is not old. */
  public boolean isKnown(OffsetCommit commit, Optional<CommittedOffset> known, long now) {
    return known
        .filter(
            old ->
                old.offset() == commit.offset()
                    && old.leaderEpoch() == commit.leaderEpoch()
                    && old.metadata().equals(commit.metadata())
                    && now - old.committedAt() < refreshAfter)
        .isPresent();
  }

  /**
   * What becomes of a group that nobody is in: offsets go once both they and the group's emptiness
   * are old enough, and the group with its last offset.
   *
   * @param known what is committed in the group
   * @param emptySince when its last member left, milliseconds since the epoch; -1 if it never had
   *     one
   */
  public List<GroupEvent> expire(
      String group, Map<QueueName, CommittedOffset> known, long emptySince, long now) {
    Set<QueueName> old = new HashSet<>();
    for (Map.Entry<QueueName, CommittedOffset> each : known.entrySet()) {
      long since = Math.max(emptySince, each.getValue().committedAt());
      if (now - since >= limits.offsetsRetention().toMillis()) {
        old.add(each.getKey());
      }
    }
    if (old.size() == known.size()) {
      return List.of(new GroupEvent.GroupDeleted(group));
    }
    return old.isEmpty() ? List.of() : List.of(new GroupEvent.OffsetsDeleted(group, old));
  }
}
