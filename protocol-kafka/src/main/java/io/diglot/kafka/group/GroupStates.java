package io.diglot.kafka.group;

import io.diglot.core.group.GroupState;

/** The states of a group, as Kafka's responses call them. */
final class GroupStates {
  static final String DEAD = "Dead";

  private GroupStates() {}

  static String of(GroupState state) {
    return switch (state) {
      case EMPTY -> "Empty";
      case PREPARING_REBALANCE -> "PreparingRebalance";
      case COMPLETING_REBALANCE -> "CompletingRebalance";
      case STABLE -> "Stable";
    };
  }
}
