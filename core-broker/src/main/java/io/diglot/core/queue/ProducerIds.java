package io.diglot.core.queue;

import io.diglot.core.model.Result;
import java.util.concurrent.CompletionStage;

/**
 * Gives out producer ids (Kafka's InitProducerId without a transactional id); never the same twice,
 * across restarts too.
 */
public interface ProducerIds {

  /** The next id, with epoch 0. */
  CompletionStage<Result<IdAndEpoch>> next();

  /** A producer id and its epoch. */
  record IdAndEpoch(long producerId, short epoch) {}
}
