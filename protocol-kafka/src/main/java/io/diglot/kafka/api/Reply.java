package io.diglot.kafka.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.requests.AbstractResponse;

/** What a request ends in. */
public sealed interface Reply {

  /**
   * A response.
   *
   * @param response what to send
   * @param release called exactly once when its bytes were written or thrown away: gives back what
   *     they lie in
   */
  record Answer(AbstractResponse response, Runnable release) implements Reply {}

  /** Nothing is sent (Produce with acks=0). */
  record Silence() implements Reply {}

  /**
   * The connection is closed once the replies before it are written.
   *
   * @param reason for the log
   */
  record Hangup(String reason) implements Reply {}

  /** A response that holds nothing to release. */
  static Reply of(AbstractResponse response) {
    return new Answer(response, () -> {});
  }

  /** A response that is ready now. */
  static CompletionStage<Reply> now(AbstractResponse response) {
    return CompletableFuture.completedFuture(of(response));
  }
}
