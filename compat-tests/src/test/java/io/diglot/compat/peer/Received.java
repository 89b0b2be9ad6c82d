package io.diglot.compat.peer;

import java.io.Serializable;
import java.util.List;

/**
 * What a consumer got.
 *
 * @param at where it stands
 * @param timestamp when it was made (Kafka's CreateTime, RocketMQ's born time), milliseconds since
 *     the epoch
 * @param message what the producer sent
 * @param system what came with it besides, under RocketMQ's property names
 */
public record Received(Stored at, long timestamp, Message message, List<Header> system)
    implements Serializable {}
