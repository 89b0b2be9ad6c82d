package io.diglot.nativeprotocol.group;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.nativeprotocol.topic.TopicNames;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Settings of groups, of which an unknown one becomes known with default settings when it is first
 * used. Thread-safe.
 */
public final class KnownGroups {
  private final SubscriptionGroups groups;

  /** Over the catalogue. */
  public KnownGroups(SubscriptionGroups groups) {
    this.groups = groups;
  }

  /**
   * The settings; empty when no group can have that name. Does not wait until a new group is
   * durable.
   */
  public Optional<GroupSettings> resolve(String group) {
    Optional<GroupSettings> known = groups.find(group);
    if (known.isPresent()) {
      return known;
    }
    if (TopicNames.groupProblem(group).isPresent()) {
      return Optional.empty();
    }
    // Whether it succeeds or not, the next use tries again.
    CompletionStage<Result<GroupSettings>> unused = groups.ensure(group);
    return Optional.of(GroupSettings.defaults(group));
  }

  /**
   * The settings once the group is durably known. UNKNOWN_GROUP when no group can have that name.
   */
  public CompletionStage<Result<GroupSettings>> ensure(String group) {
    Optional<GroupSettings> known = groups.find(group);
    if (known.isPresent()) {
      return CompletableFuture.completedStage(Result.ok(known.get()));
    }
    Optional<String> problem = TopicNames.groupProblem(group);
    return problem.isPresent()
        ? CompletableFuture.completedStage(Result.failed(BrokerError.UNKNOWN_GROUP, problem.get()))
        : groups.ensure(group);
  }
}
