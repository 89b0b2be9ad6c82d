package io.diglot.kafka.transport;

import java.time.Duration;

/**
 * Limits of connections.
 *
 * @param maxRequestBytes size of a request above which its connection is closed
 * @param maxIdle how long a connection may be silent
 * @param ioThreads how many event loops serve the connections
 */
public record TransportConfig(int maxRequestBytes, Duration maxIdle, int ioThreads) {}
