package io.diglot.core.convert;

import org.jspecify.annotations.Nullable;

/**
 * A record header: Kafka's header, RocketMQ's user property. Names may repeat.
 *
 * @param name the name
 * @param value any bytes, or null; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record Header(String name, byte @Nullable [] value) {}
