package io.diglot.core.group;

/** Where a classic group stands. */
public enum GroupState {
  /** No members; perhaps offsets. */
  EMPTY,
  /** Members are to join again. */
  PREPARING_REBALANCE,
  /** Everybody joined; the leader's assignment is awaited. */
  COMPLETING_REBALANCE,
  /** Everybody has an assignment. */
  STABLE
}
