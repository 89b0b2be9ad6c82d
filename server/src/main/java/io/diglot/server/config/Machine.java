package io.diglot.server.config;

/**
 * What the broker runs on.
 *
 * @param memory bytes of memory that the machine, or the container, has
 * @param heap bytes that the Java heap may take
 */
public record Machine(long memory, long heap) {}
