package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/** One of Kafka's APIs as a function. */
record NullApi<Q extends AbstractRequest>(
    ApiKeys key,
    Class<Q> requestType,
    short highestVersion,
    BiFunction<RequestContext, Q, CompletionStage<Reply>> answer)
    implements KafkaApi<Q> {

  /** One whose answer is there at once, up to a version. */
  static <Q extends AbstractRequest> NullApi<Q> upTo(
      int version, ApiKeys key, Class<Q> type, Function<Q, AbstractResponse> answer) {
    return new NullApi<>(
        key, type, (short) version, (context, request) -> Reply.now(answer.apply(request)));
  }

  /** One whose answer is there at once, in all versions. */
  static <Q extends AbstractRequest> NullApi<Q> of(
      ApiKeys key, Class<Q> type, Function<Q, AbstractResponse> answer) {
    return upTo(key.latestVersion(false), key, type, answer);
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, Q request) {
    return answer.apply(context, request);
  }
}
