package io.diglot.core.runtime;

/** How a {@link StateMachineKit} interrupts a scenario after every event. */
public enum Restart {
  /** Not at all. */
  NEVER,
  /** The state is built anew from all stored events. */
  REPLAY,
  /** The state is built anew from a snapshot. */
  SNAPSHOT,
  /** The state is built anew from a snapshot taken before the last event, and that event. */
  SNAPSHOT_AND_REPLAY
}
