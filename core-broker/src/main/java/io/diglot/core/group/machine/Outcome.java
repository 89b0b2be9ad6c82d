package io.diglot.core.group.machine;

import java.util.List;

/**
 * What a command leads to, in the order in which it is to be done: store the events, then let the
 * answers go.
 *
 * @param events what is to be stored
 * @param answers answers to requests that waited, the present one perhaps among them
 */
public record Outcome(List<GroupEvent> events, List<Answer> answers) {

  /** Copies the lists. */
  public Outcome {
    events = List.copyOf(events);
    answers = List.copyOf(answers);
  }
}
