package io.diglot.server.config;

import io.diglot.store.LogConfig.Durability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every key that a broker knows, with its default. */
final class BrokerKeys {
  private static final int MEBI = 1024 * 1024;
  private static final int PORTS = 65535;

  static final Key<String> BROKER_CLUSTER_NAME =
      new Key<>(
          "brokerClusterName",
          Values.name(),
          "DefaultCluster",
          "the cluster that the broker belongs to");
  static final Key<String> BROKER_NAME =
      new Key<>(
          "brokerName",
          Values.name(),
          "broker-a",
          "names the master (a replica group, never a host)");
  static final Key<Integer> BROKER_ID =
      new Key<>("brokerId", Values.integer(0, 0), "0", "0, a master; there are no slaves yet");
  static final Key<String> BROKER_IP1 =
      new Key<>(
          "brokerIP1",
          Values.text(),
          "127.0.0.1",
          "the address that RocketMQ clients are told to dial");
  static final Key<Integer> LISTEN_PORT =
      new Key<>(
          "listenPort", Values.integer(0, PORTS), "10911", "RocketMQ's port; 0 takes a free one");
  static final Key<Optional<String>> BIND_ADDRESS =
      new Key<>(
          "bindAddress",
          Values.optional(Values.text()),
          "",
          "where listenPort listens; without it 127.0.0.1 if brokerIP1 is a loopback address, else everywhere");
  static final Key<List<Endpoint>> NAMESRV_ADDR =
      new Key<>(
          "namesrvAddr",
          Values.endpoints(),
          "127.0.0.1:9876",
          "name servers (host:port;host:port) to register with; the embedded one listens on the local one of them");

  static final Key<Endpoint> LISTENERS =
      new Key<>(
          "listeners",
          Values.listener(0),
          "PLAINTEXT://127.0.0.1:9092",
          "where Kafka's protocol listens");
  static final Key<Optional<Endpoint>> ADVERTISED_LISTENERS =
      new Key<>(
          "advertised.listeners",
          Values.optional(Values.listener(1)),
          "",
          "the address that Kafka clients are told to dial; without it that of listeners");

  static final Key<String> STORE_PATH_ROOT_DIR =
      new Key<>("storePathRootDir", Values.text(), "./data", "the data directory");
  static final Key<Durability> FLUSH_DISK_TYPE =
      new Key<>(
          "flushDiskType",
          Values.oneOf(Durability.class),
          "ASYNC_FLUSH",
          "what an acknowledgement survives: ASYNC_FLUSH a killed process, SYNC_FLUSH a power cut");
  static final Key<Integer> FLUSH_INTERVAL_COMMIT_LOG =
      new Key<>(
          "flushIntervalCommitLog",
          Values.integer(10, 60_000),
          "500",
          "milliseconds between flushes of ASYNC_FLUSH");
  static final Key<Integer> MAPPED_FILE_SIZE_COMMIT_LOG =
      new Key<>(
          "mappedFileSizeCommitLog",
          Values.integer(MEBI, 1024 * MEBI),
          Integer.toString(256 * MEBI),
          "bytes in a segment of the log");
  static final Key<Integer> ACCESS_MESSAGE_IN_MEMORY_MAX_RATIO =
      new Key<>(
          "accessMessageInMemoryMaxRatio",
          Values.integer(1, 100),
          "40",
          "percent of the machine's memory that the end of the log is taken to occupy");
  static final Key<Integer> FILE_RESERVED_TIME =
      new Key<>(
          "fileReservedTime", Values.integer(1, 1_000_000), "72", "hours that a message is kept");
  static final Key<Set<Integer>> DELETE_WHEN =
      new Key<>(
          "deleteWhen",
          Values.hoursOfDay(),
          "",
          "hours of the day (4;16) when disk space of old messages is freed; without it any");
  static final Key<Long> LOG_RETENTION_BYTES =
      new Key<>(
          "log.retention.bytes",
          Values.number(-1, Long.MAX_VALUE),
          "-1",
          "bytes that a queue keeps at most; -1 for any number");
  static final Key<Integer> LOG_RETENTION_CHECK_INTERVAL_MS =
      new Key<>(
          "log.retention.check.interval.ms",
          Values.integer(100, Integer.MAX_VALUE),
          "300000",
          "milliseconds between looks for old messages");

  static final Key<Boolean> AUTO_CREATE_TOPIC_ENABLE =
      new Key<>(
          "autoCreateTopicEnable",
          Values.flag(),
          "true",
          "whether a RocketMQ producer's send creates the topic");
  static final Key<Integer> DEFAULT_TOPIC_QUEUE_NUMS =
      new Key<>(
          "defaultTopicQueueNums",
          Values.integer(1, 10_000),
          "8",
          "queues of a topic that a RocketMQ producer's send creates, at most");
  static final Key<Boolean> AUTO_CREATE_TOPICS_ENABLE =
      new Key<>(
          "auto.create.topics.enable",
          Values.flag(),
          "true",
          "whether a Kafka client's metadata request does");
  static final Key<Integer> NUM_PARTITIONS =
      new Key<>(
          "num.partitions",
          Values.integer(1, 10_000),
          "1",
          "partitions of a topic that a Kafka client creates");

  static final Key<Integer> MAX_MESSAGE_SIZE =
      new Key<>(
          "maxMessageSize",
          Values.integer(1024, 15 * MEBI),
          Integer.toString(4 * MEBI),
          "bytes in the body of a RocketMQ message at most");
  static final Key<Integer> MESSAGE_MAX_BYTES =
      new Key<>(
          "message.max.bytes",
          Values.integer(1024, 64 * MEBI),
          "1048588",
          "bytes in a Kafka batch at most");
  static final Key<Integer> SOCKET_REQUEST_MAX_BYTES =
      new Key<>(
          "socket.request.max.bytes",
          Values.integer(1024, 1024 * MEBI),
          Integer.toString(100 * MEBI),
          "bytes in a Kafka request at most");
  static final Key<List<Duration>> MESSAGE_DELAY_LEVEL =
      new Key<>(
          "messageDelayLevel",
          Values.delayLevels(),
          "1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h",
          "the delays that the levels 1, 2, ... stand for; retries go through them");

  static final Key<Integer> TIMER_MAX_DELAY_SEC =
      new Key<>(
          "timerMaxDelaySec",
          Values.integer(1, 365 * 24 * 3600),
          "259200",
          "seconds that a message may be delayed at most");
  static final Key<Integer> NUM_IO_THREADS =
      new Key<>(
          "num.io.threads",
          Values.integer(1, 1024),
          "4",
          "threads for reads that wait for the disk and for conversions between the protocols");
  static final Key<Integer> PRODUCER_ID_EXPIRATION_MS =
      new Key<>(
          "producer.id.expiration.ms",
          Values.integer(1_000, Integer.MAX_VALUE),
          "86400000",
          "milliseconds that a silent idempotent producer is remembered");
  static final Key<Integer> OFFSETS_RETENTION_CHECK_INTERVAL_MS =
      new Key<>(
          "offsets.retention.check.interval.ms",
          Values.integer(1, Integer.MAX_VALUE),
          "600000",
          "milliseconds between looks for offsets to forget");
  static final Key<Integer> NUM_NETWORK_THREADS =
      new Key<>(
          "num.network.threads",
          Values.integer(1, 1024),
          "3",
          "threads for the connections of Kafka clients");
  static final Key<Integer> SOCKET_SEND_BUFFER_BYTES =
      new Key<>(
          "socket.send.buffer.bytes",
          Values.integer(-1, 1024 * MEBI),
          Integer.toString(MEBI / 2),
          "the socket's send buffer of a Kafka connection; -1 for the system's own choice");
  static final Key<Integer> CONNECTIONS_MAX_IDLE_MS =
      new Key<>(
          "connections.max.idle.ms",
          Values.integer(1_000, Integer.MAX_VALUE),
          "600000",
          "milliseconds after which a silent Kafka connection is closed");
  static final Key<Integer> FETCH_MAX_BYTES =
      new Key<>(
          "fetch.max.bytes",
          Values.integer(1024, Integer.MAX_VALUE),
          "57671680",
          "bytes of records in an answer to a Kafka fetch at most");
  static final Key<Integer> MAX_INCREMENTAL_FETCH_SESSION_CACHE_SLOTS =
      new Key<>(
          "max.incremental.fetch.session.cache.slots",
          Values.integer(0, 1_000_000),
          "1000",
          "fetch sessions of Kafka clients that are remembered");
  static final Key<Integer> NODE_ID =
      new Key<>(
          "node.id", Values.integer(0, Integer.MAX_VALUE), "1", "the node that Kafka clients see");
  static final Key<Integer> OFFSETS_RETENTION_MINUTES =
      new Key<>(
          "offsets.retention.minutes",
          Values.integer(1, Integer.MAX_VALUE),
          "10080",
          "minutes that an empty group keeps its offsets");
  static final Key<Integer> OFFSET_METADATA_MAX_BYTES =
      new Key<>(
          "offset.metadata.max.bytes",
          Values.integer(0, MEBI),
          "4096",
          "bytes of metadata that a client may commit with an offset");
  static final Key<Integer> GROUP_INITIAL_REBALANCE_DELAY_MS =
      new Key<>(
          "group.initial.rebalance.delay.ms",
          Values.integer(0, 300_000),
          "3000",
          "milliseconds that an empty Kafka group waits for more members");
  static final Key<Integer> GROUP_MIN_SESSION_TIMEOUT_MS =
      new Key<>(
          "group.min.session.timeout.ms",
          Values.integer(1, Integer.MAX_VALUE),
          "6000",
          "the least session timeout that a Kafka member may ask for");
  static final Key<Integer> GROUP_MAX_SESSION_TIMEOUT_MS =
      new Key<>(
          "group.max.session.timeout.ms",
          Values.integer(1, Integer.MAX_VALUE),
          "1800000",
          "the greatest session timeout that a Kafka member may ask for");
  static final Key<Integer> GROUP_MAX_SIZE =
      new Key<>(
          "group.max.size",
          Values.integer(1, Integer.MAX_VALUE),
          "2147483647",
          "members of a Kafka group at most");

  /** All of them, in the order of the documentation. */
  static final List<Key<?>> ALL =
      List.of(
          BROKER_CLUSTER_NAME,
          BROKER_NAME,
          BROKER_ID,
          BROKER_IP1,
          LISTEN_PORT,
          BIND_ADDRESS,
          NAMESRV_ADDR,
          LISTENERS,
          ADVERTISED_LISTENERS,
          NODE_ID,
          NUM_NETWORK_THREADS,
          SOCKET_SEND_BUFFER_BYTES,
          CONNECTIONS_MAX_IDLE_MS,
          FETCH_MAX_BYTES,
          MAX_INCREMENTAL_FETCH_SESSION_CACHE_SLOTS,
          STORE_PATH_ROOT_DIR,
          FLUSH_DISK_TYPE,
          FLUSH_INTERVAL_COMMIT_LOG,
          MAPPED_FILE_SIZE_COMMIT_LOG,
          ACCESS_MESSAGE_IN_MEMORY_MAX_RATIO,
          FILE_RESERVED_TIME,
          DELETE_WHEN,
          LOG_RETENTION_BYTES,
          LOG_RETENTION_CHECK_INTERVAL_MS,
          AUTO_CREATE_TOPIC_ENABLE,
          DEFAULT_TOPIC_QUEUE_NUMS,
          AUTO_CREATE_TOPICS_ENABLE,
          NUM_PARTITIONS,
          MAX_MESSAGE_SIZE,
          MESSAGE_MAX_BYTES,
          SOCKET_REQUEST_MAX_BYTES,
          NUM_IO_THREADS,
          PRODUCER_ID_EXPIRATION_MS,
          MESSAGE_DELAY_LEVEL,
          TIMER_MAX_DELAY_SEC,
          OFFSETS_RETENTION_MINUTES,
          OFFSETS_RETENTION_CHECK_INTERVAL_MS,
          OFFSET_METADATA_MAX_BYTES,
          GROUP_INITIAL_REBALANCE_DELAY_MS,
          GROUP_MIN_SESSION_TIMEOUT_MS,
          GROUP_MAX_SESSION_TIMEOUT_MS,
          GROUP_MAX_SIZE);

  private BrokerKeys() {}
}
