package io.diglot.core.queue;

import io.diglot.core.model.Result;
import java.util.concurrent.CompletionStage;

/**
 * Gives out producer ids (Kafka's InitProducerId without a transactional id); never the same twice,
 * across restarts too.
 */
public interface ProducerIds {

  /**
   * The next id, with epoch 0; or, with a known id and epoch, the same id with the next epoch
   * (KIP-360).
   */
  CompletionStage<Result<IdAndEpoch>> next(long currentId, short currentEpoch);

  /** A producer id and its epoch. */
  record IdAndEpoch(long producerId, short epoch) {}
}
