package io.diglot.core.group;

import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Groups whose members divide the queues among themselves: RocketMQ consumer groups. Changes run on
 * the control thread; reads answer from a published state and may be made anywhere. Membership is
 * not in the log: after a restart clients register again.
 */
public interface ClientGroups {

  /**
   * A member is alive, perhaps new. The value says whether members or subscriptions changed; the
   * listener has been called by then. GROUP_OF_OTHER_PROTOCOL, INVALID_GROUP.
   */
  CompletionStage<Result<Boolean>> heartbeat(ClientHeartbeat heartbeat);

  /** A member leaves (request code 35). */
  CompletionStage<Result<Boolean>> leave(String group, String clientId);

  /** A connection is gone, and with it its members at once. */
  void disconnected(long connection);

  /** The live members; empty for an unknown group. */
  List<ClientMember> members(String group);

  /** What is known of a group with live members. */
  Optional<ClientGroup> find(String group);

  /** The names of groups with live members. */
  Set<String> names();

  /**
   * Locks queues for orderly consumption for 60 s; answers those that the client holds now (request
   * code 41).
   */
  CompletionStage<Set<QueueName>> lock(String group, String clientId, Set<QueueName> queues);

  /** Gives locks back (request code 42). */
  CompletionStage<Set<QueueName>> unlock(String group, String clientId, Set<QueueName> queues);

  /** Whether somebody in the group holds a live lock on the queue. */
  boolean isLocked(String group, QueueName queue);

  /**
   * Has the listener called, on the control thread and before the heartbeat's answer, when a
   * group's members change.
   */
  void onChange(ChangeListener listener);

  /** Told of changed groups. */
  @FunctionalInterface
  interface ChangeListener {
    /** The members that are to be notified (request code 40), the newcomer among them. */
    void changed(String group, List<ClientMember> members);
  }

  /** A group with live members. */
  record ClientGroup(
      String name,
      boolean push,
      boolean broadcast,
      String consumeFromWhere,
      Map<String, Subscription> subscriptions,
      List<ClientMember> members) {}
}
