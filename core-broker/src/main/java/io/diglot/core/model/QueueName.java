package io.diglot.core.model;

/**
 * A queue by name.
 *
 * @param topic topic name
 * @param queueId queue id, Kafka's partition
 */
public record QueueName(String topic, int queueId) {}
