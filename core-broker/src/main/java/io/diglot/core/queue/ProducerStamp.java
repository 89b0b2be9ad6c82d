package io.diglot.core.queue;

/**
 * An idempotent producer's mark on a batch (KIP-98).
 *
 * @param producerId the producer
 * @param epoch its epoch
 * @param baseSequence sequence of the first record
 * @param lastSequence sequence of the last record
 */
public record ProducerStamp(long producerId, short epoch, int baseSequence, int lastSequence) {}
