package io.diglot.kafka;

import java.time.Duration;
import java.util.List;

/**
 * How Kafka's protocol is served.
 *
 * @param clusterId the cluster's id as clients see it
 * @param nodeId {@code node.id} (1): this broker's id
 * @param listeners {@code listeners} and {@code advertised.listeners}
 * @param maxRequestBytes {@code socket.request.max.bytes} (104857600): a larger request ends its
 *     connection
 * @param maxIdle {@code connections.max.idle.ms} (10 minutes)
 * @param ioThreads {@code num.network.threads} (3)
 * @param sendBufferBytes {@code socket.send.buffer.bytes} (512 KiB; Kafka's own default is 100
 *     KiB); -1 leaves it to the system
 * @param fetchMaxBytes {@code fetch.max.bytes} (57671680): record bytes in one Fetch response
 * @param fetchSessions {@code max.incremental.fetch.session.cache.slots} (1000)
 * @param conversionCacheBytes bytes of native messages that are kept as Kafka batches
 */
public record KafkaConfig(
    String clusterId,
    int nodeId,
    List<Endpoint> listeners,
    int maxRequestBytes,
    Duration maxIdle,
    int ioThreads,
    int sendBufferBytes,
    int fetchMaxBytes,
    int fetchSessions,
    long conversionCacheBytes) {

  static final int DEFAULT_MAX_REQUEST_BYTES = 100 << 20;
  static final Duration DEFAULT_MAX_IDLE = Duration.ofMinutes(10);
  static final int DEFAULT_IO_THREADS = 3;
  static final int DEFAULT_SEND_BUFFER_BYTES = 512 << 10;
  static final int DEFAULT_FETCH_MAX_BYTES = 55 << 20;
  static final int DEFAULT_FETCH_SESSIONS = 1000;
  private static final long DEFAULT_CONVERSION_CACHE = 32 << 20;

  /**
   * An address that is listened on, and what clients are told to dial instead.
   *
   * @param host the address to bind, empty for all
   * @param port the port to bind, 0 for any free one
   * @param advertisedHost what clients dial
   * @param advertisedPort what clients dial, 0 for the bound port
   */
  public record Endpoint(String host, int port, String advertisedHost, int advertisedPort) {

    /** Clients dial what is bound. */
    public static Endpoint of(String host, int port) {
      return new Endpoint(host, port, host, port);
    }
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the key that is wrong
   */
  public KafkaConfig {
    listeners = List.copyOf(listeners);
    require(!clusterId.isEmpty(), "the cluster id is empty");
    require(nodeId >= 0, "node.id " + nodeId + " is negative");
    require(!listeners.isEmpty(), "listeners is empty");
    listeners.forEach(
        each ->
            require(
                !each.advertisedHost().isEmpty(),
                "advertised.listeners: clients cannot dial an empty host"));
    require(
        maxRequestBytes > 0, "socket.request.max.bytes " + maxRequestBytes + " is not positive");
    require(
        !maxIdle.isNegative() && !maxIdle.isZero(),
        "connections.max.idle.ms " + maxIdle + " is not positive");
    require(ioThreads > 0, "num.network.threads " + ioThreads + " is not positive");
    require(sendBufferBytes >= -1, "socket.send.buffer.bytes " + sendBufferBytes + " is below -1");
    require(fetchMaxBytes >= 1024, "fetch.max.bytes " + fetchMaxBytes + " is below 1024");
    require(
        fetchSessions >= 0,
        "max.incremental.fetch.session.cache.slots " + fetchSessions + " is negative");
    require(
        conversionCacheBytes >= 0,
        "the conversion cache of " + conversionCacheBytes + " bytes is negative");
  }

  /** Kafka's defaults, but for the send buffer. */
  public static KafkaConfig standard(String clusterId, int nodeId, List<Endpoint> listeners) {
    return new KafkaConfig(
        clusterId,
        nodeId,
        listeners,
        DEFAULT_MAX_REQUEST_BYTES,
        DEFAULT_MAX_IDLE,
        DEFAULT_IO_THREADS,
        DEFAULT_SEND_BUFFER_BYTES,
        DEFAULT_FETCH_MAX_BYTES,
        DEFAULT_FETCH_SESSIONS,
        DEFAULT_CONVERSION_CACHE);
  }

  /** The same with another limit on requests ({@code socket.request.max.bytes}). */
  public KafkaConfig withMaxRequestBytes(int bytes) {
    return new KafkaConfig(
        clusterId,
        nodeId,
        listeners,
        bytes,
        maxIdle,
        ioThreads,
        sendBufferBytes,
        fetchMaxBytes,
        fetchSessions,
        conversionCacheBytes);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
