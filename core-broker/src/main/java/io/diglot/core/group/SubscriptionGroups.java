package io.diglot.core.group;

import io.diglot.core.model.Result;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The configured RocketMQ consumer groups. Lookups are lock-free and may be made anywhere; changes
 * run on the control thread and complete when they are as durable as configured.
 */
public interface SubscriptionGroups {
  /** A group's settings, if it is known. */
  Optional<GroupSettings> find(String group);

  /** All known groups, in no order. */
  Collection<GroupSettings> all();

  /** Grows with every change (RocketMQ's DataVersion counter). */
  long version();

  /**
   * Makes the group known with default settings unless it is; answers its settings. DISK_FULL,
   * LOG_STOPPED.
   */
  CompletionStage<Result<GroupSettings>> ensure(String group);

  /** Sets or replaces a group's settings. DISK_FULL, LOG_STOPPED. */
  CompletionStage<Result<GroupSettings>> put(GroupSettings settings);

  /**
   * Forgets a group; its offsets are the caller's business. False for an unknown one. DISK_FULL,
   * LOG_STOPPED.
   */
  CompletionStage<Result<Boolean>> delete(String group);
}
