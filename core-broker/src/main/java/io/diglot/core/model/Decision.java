package io.diglot.core.model;

import java.util.List;

/**
 * What a state machine answers to a command: it changed nothing itself. The runtime appends the
 * events, applies them, and lets the reply go when they are as durable as configured.
 *
 * @param reply what the caller gets
 * @param events what is to be stored first; empty when the command changes nothing
 */
public record Decision<R, E>(Result<R> reply, List<E> events) {

  /** Copies the events. */
  public Decision {
    events = List.copyOf(events);
  }

  /** A value, after these events. */
  public static <R, E> Decision<R, E> ok(R value, List<E> events) {
    return new Decision<>(Result.ok(value), events);
  }

  /** A value without a change. */
  public static <R, E> Decision<R, E> unchanged(R value) {
    return new Decision<>(Result.ok(value), List.of());
  }

  /** A refusal, which changes nothing. */
  public static <R, E> Decision<R, E> failed(BrokerError error, String detail) {
    return new Decision<>(Result.failed(error, detail), List.of());
  }
}
