package io.diglot.core.runtime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The state that one view's events build. Changed by {@link #apply} and {@link #load} alone, so
 * that a restart after any event finds it again.
 *
 * @param <E> the events
 */
public interface EventState<E> {

  /** Takes an event in: live, in recovery, and never with a refusal. */
  void apply(E event);

  /**
   * Writes the whole state for a snapshot; may run on another thread than {@link #apply}, never at
   * the same time.
   */
  void save(DataOutput out) throws IOException;

  /** Replaces the state by a saved one. */
  void load(DataInput in) throws IOException;
}
