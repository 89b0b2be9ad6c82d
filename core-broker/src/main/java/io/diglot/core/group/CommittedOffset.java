package io.diglot.core.group;

/**
 * A group's committed offset in a queue: the next record to consume.
 *
 * @param offset the offset
 * @param leaderEpoch the Kafka client's leader epoch, -1 for none
 * @param metadata the Kafka client's note, empty for none
 * @param committedAt milliseconds since the epoch
 */
public record CommittedOffset(long offset, int leaderEpoch, String metadata, long committedAt) {}
