package io.diglot.kafka.fetch;

import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.kafka.records.NativeBatches;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * Fetch (key 1): finds the session (KIP-227), then leaves reading and waiting to a {@link
 * FetchWait}.
 */
public final class FetchApi implements KafkaApi<FetchRequest> {
  private final Queues queues;
  private final PartitionReader reader;
  private final NativeBatches converter;
  private final FetchSessions sessions;
  private final int maxBytes;

  /**
   * A handler on the core's topics and queues.
   *
   * @param sessionSlots how many sessions there may be
   * @param maxBytes bytes of records that one response has at most, but for a first batch that is
   *     larger
   */
  public FetchApi(
      Topics topics,
      Queues queues,
      NativeBatches converter,
      int sessionSlots,
      int maxBytes,
      InstantSource clock,
      RandomGenerator random) {
    this.queues = queues;
    this.reader = new PartitionReader(topics, queues);
    this.converter = converter;
    this.sessions = new FetchSessions(sessionSlots, clock, random);
    this.maxBytes = maxBytes;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.FETCH;
  }

  @Override
  public Class<FetchRequest> requestType() {
    return FetchRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, FetchRequest request) {
    FetchMetadata metadata = request.metadata();
    if (metadata.isFull()) {
      sessions.close(metadata.sessionId());
      Optional<FetchSession> session =
          metadata.epoch() == FetchMetadata.INITIAL_EPOCH
              ? sessions.open(request)
              : Optional.empty();
      return fetch(context, request, asked(request), session);
    }
    Optional<FetchSession> session = sessions.find(metadata.sessionId());
    if (session.isEmpty()) {
      return refuse(Errors.FETCH_SESSION_ID_NOT_FOUND);
    }
    if (session.get().byId() != FetchSession.namesById(request)) {
      return refuse(Errors.FETCH_SESSION_TOPIC_ID_ERROR);
    }
    if (!session.get().advance(request)) {
      return refuse(Errors.INVALID_FETCH_SESSION_EPOCH);
    }
    return fetch(context, request, session.get().wanted(), session);
  }

  private CompletionStage<Reply> fetch(
      RequestContext context,
      FetchRequest request,
      List<Wanted> wanted,
      Optional<FetchSession> session) {
    FetchAnswer answer = new FetchAnswer(request.version(), session, converter);
    int budget = Math.min(request.maxBytes(), maxBytes);
    return new FetchWait(context.connection(), queues, reader, request, wanted, budget, answer)
        .begin();
  }

  private static List<Wanted> asked(FetchRequest request) {
    List<Wanted> wanted = new ArrayList<>();
    for (FetchTopic topic : request.data().topics()) {
      for (FetchPartition partition : topic.partitions()) {
        FetchKey key = FetchKey.of(topic.topicId(), topic.topic(), partition.partition());
        wanted.add(new Wanted(key, FetchSpec.of(partition)));
      }
    }
    return wanted;
  }

  private static CompletionStage<Reply> refuse(Errors error) {
    return Reply.now(
        FetchResponse.of(
            error, 0, FetchMetadata.INVALID_SESSION_ID, new LinkedHashMap<>(), List.of()));
  }
}
