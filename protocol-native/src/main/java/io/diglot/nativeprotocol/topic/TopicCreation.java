package io.diglot.nativeprotocol.topic;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Topics that come into being because somebody sends to them, or because a group needs them.
 * Thread-safe.
 */
public final class TopicCreation {
  private static final int READ = 4;
  private static final int WRITE = 2;
  private static final int UNIT_FLAG = 1;
  private static final int UNIT_SUBSCRIPTION_FLAG = 1 << 1;

  private final Topics topics;
  private final AutoCreation automatic;

  /** Over the catalogue, by the core's policy for automatic topics. */
  public TopicCreation(Topics topics, AutoCreation automatic) {
    this.topics = topics;
    this.automatic = automatic;
  }

  /**
   * The topic that a producer sends to, created after its template if need be.
   *
   * @param template the topic that the request names as default topic
   * @param wantedQueues the queue count that the request asks for
   * @param unit whether the producer is in a unit
   */
  public CompletionStage<Result<Topic>> forSend(
      String name, String template, int wantedQueues, boolean unit) {
    Optional<Topic> known = topics.find(name);
    if (known.isPresent()) {
      return CompletableFuture.completedStage(Result.ok(known.get()));
    }
    if (TopicNames.isRetry(name)) {
      return ensure(name, 1, unit ? UNIT_SUBSCRIPTION_FLAG : 0);
    }
    Optional<TopicSpec> wanted =
        automatic.forSend(name, template, wantedQueues, unit ? UNIT_FLAG : 0);
    return wanted.isPresent()
        ? topics.ensure(wanted.get())
        : CompletableFuture.completedStage(
            Result.failed(
                BrokerError.UNKNOWN_TOPIC, "topic[" + name + "] not exist, apply first please!"));
  }

  /** A topic of a group ({@code %RETRY%} or {@code %DLQ%}), created if need be. */
  public CompletionStage<Result<Topic>> ofGroup(String name, int queues) {
    Optional<Topic> known = topics.find(name);
    return known.isPresent()
        ? CompletableFuture.completedStage(Result.ok(known.get()))
        : ensure(name, queues, 0);
  }

  private CompletionStage<Result<Topic>> ensure(String name, int queues, int systemFlag) {
    return topics.ensure(
        new TopicSpec(name, queues, queues, READ | WRITE, systemFlag, false, Map.of()));
  }
}
