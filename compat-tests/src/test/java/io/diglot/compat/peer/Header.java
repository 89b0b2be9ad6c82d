package io.diglot.compat.peer;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka header or a RocketMQ property.
 *
 * @param name its name
 * @param value its bytes ({@link Bytes})
 */
public record Header(String name, @Nullable String value) implements Serializable {}
