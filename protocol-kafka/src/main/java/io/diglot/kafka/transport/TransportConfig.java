package io.diglot.kafka.transport;

import java.time.Duration;

/**
 * Limits of connections.
 *
 * @param maxRequestBytes size of a request above which its connection is closed
 * @param maxIdle how long a connection may be silent
 * @param ioThreads how many event loops serve the connections
 * @param sendBufferBytes what the system keeps of unsent bytes for a connection ({@code
 *     SO_SNDBUF}); not positive for its own choice. It decides how much of a large answer is copied
 *     before the client takes the first of it: what fits into the processor's own cache together is
 *     copied faster
 */
public record TransportConfig(
    int maxRequestBytes, Duration maxIdle, int ioThreads, int sendBufferBytes) {}
