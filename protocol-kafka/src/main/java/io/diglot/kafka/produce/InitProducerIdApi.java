package io.diglot.kafka.produce;

import io.diglot.core.model.Result;
import io.diglot.core.queue.ProducerIds;
import io.diglot.core.queue.ProducerIds.IdAndEpoch;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;

/**
 * InitProducerId (key 22): a producer id for an idempotent producer. There are no transactions for
 * Kafka clients, so a transactional id is not authorized: the error that ends such a producer at
 * once instead of letting it retry for ever. What id and epoch a producer without one had before
 * does not matter: it gets a new id with epoch 0, as from Kafka, which counts epochs up (KIP-360)
 * for transactional ids only.
 */
public final class InitProducerIdApi implements KafkaApi<InitProducerIdRequest> {
  private final ProducerIds ids;

  /** A handler on the core's producer ids. */
  public InitProducerIdApi(ProducerIds ids) {
    this.ids = ids;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.INIT_PRODUCER_ID;
  }

  @Override
  public Class<InitProducerIdRequest> requestType() {
    return InitProducerIdRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, InitProducerIdRequest request) {
    String transactionalId = request.data().transactionalId();
    if (transactionalId != null) {
      return Reply.now(
          refusal(
              transactionalId.isEmpty()
                  ? Errors.INVALID_REQUEST
                  : Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
    }
    boolean hasId = request.data().producerId() != RecordBatch.NO_PRODUCER_ID;
    boolean hasEpoch = request.data().producerEpoch() != RecordBatch.NO_PRODUCER_EPOCH;
    if (hasId != hasEpoch) {
      return Reply.now(refusal(Errors.INVALID_REQUEST));
    }
    return ids.next().thenApply(result -> Reply.of(response(result)));
  }

  private static InitProducerIdResponse response(Result<IdAndEpoch> result) {
    if (result instanceof Result.Ok<IdAndEpoch> given) {
      return new InitProducerIdResponse(
          new InitProducerIdResponseData()
              .setProducerId(given.value().producerId())
              .setProducerEpoch(given.value().epoch()));
    }
    return refusal(KafkaErrors.of(result));
  }

  private static InitProducerIdResponse refusal(Errors error) {
    return new InitProducerIdResponse(
        new InitProducerIdResponseData()
            .setErrorCode(error.code())
            .setProducerId(RecordBatch.NO_PRODUCER_ID)
            .setProducerEpoch(RecordBatch.NO_PRODUCER_EPOCH));
  }
}
