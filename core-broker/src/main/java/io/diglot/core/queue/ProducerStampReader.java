package io.diglot.core.queue;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the producer's mark out of a stored Kafka batch, so that recovery sees what the live append
 * saw.
 */
@FunctionalInterface
public interface ProducerStampReader {

  /**
   * The mark; empty for a batch of a producer that is not idempotent. Must not move the buffer's
   * position.
   */
  Optional<ProducerStamp> read(ByteBuffer payload);
}
