package io.diglot.core.model;

/**
 * A queue by name, with an offset in it.
 *
 * @param topic topic name
 * @param queueId queue id, Kafka's partition
 * @param offset offset in the queue
 */
public record QueueOffset(String topic, int queueId, long offset) {}
