package io.diglot.core.group.machine;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.JoinReply;
import io.diglot.core.model.Result;

/** The answer to a request that had to wait, by the number that the runtime gave the request. */
public sealed interface Answer {

  /** Answers a join. */
  record ToJoin(long request, JoinReply reply) implements Answer {}

  /** Answers a sync. */
  record ToSync(long request, Result<Assignment> reply) implements Answer {}
}
