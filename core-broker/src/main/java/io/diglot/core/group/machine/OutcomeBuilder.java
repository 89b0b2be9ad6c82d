package io.diglot.core.group.machine;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.JoinReply;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import java.util.ArrayList;
import java.util.List;

/** Collects an {@link Outcome} while a command is carried out. */
final class OutcomeBuilder {
  private final List<GroupEvent> events = new ArrayList<>();
  private final List<Answer> answers = new ArrayList<>();

  void event(GroupEvent event) {
    events.add(event);
  }

  void join(long request, JoinReply reply) {
    answers.add(new Answer.ToJoin(request, reply));
  }

  void refuseJoin(long request, BrokerError error, String detail) {
    join(request, new JoinReply.Refused(error, detail));
  }

  void sync(long request, Result<Assignment> reply) {
    answers.add(new Answer.ToSync(request, reply));
  }

  void refuseSync(long request, BrokerError error, String detail) {
    sync(request, Result.failed(error, detail));
  }

  Outcome build() {
    return new Outcome(events, answers);
  }
}
