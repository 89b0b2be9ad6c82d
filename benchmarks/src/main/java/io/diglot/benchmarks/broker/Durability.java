package io.diglot.benchmarks.broker;

/** What an acknowledgement survives: the same for all that are compared. */
public enum Durability {
  /** A killed process. */
  PROCESS_CRASH,
  /** A power cut: an fsync comes before each acknowledgement. */
  POWER_CUT
}
