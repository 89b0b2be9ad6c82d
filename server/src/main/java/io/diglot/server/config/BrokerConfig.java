package io.diglot.server.config;

import io.diglot.store.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a broker is told at its start. {@code BrokerKeys} documents the keys and pins the
 * defaults.
 */
public record BrokerConfig(
    Identity identity,
    Addresses addresses,
    Storage storage,
    TopicRules topics,
    Limits limits,
    GroupRules groups) {

  /**
   * Who the broker is: {@code brokerClusterName}, {@code brokerName}, {@code brokerId}, {@code
   * node.id}.
   */
  public record Identity(String clusterName, String brokerName, int brokerId, int nodeId) {}

  /**
   * Where it listens and what clients are told to dial.
   *
   * @param brokerIp the key brokerIP1
   * @param nativeListen {@code bindAddress} and {@code listenPort}
   * @param nameservers {@code namesrvAddr}
   * @param registerPeriod {@code registerNameServerPeriod}
   * @param kafkaListen {@code listeners}
   * @param kafkaAdvertised {@code advertised.listeners}; empty means where it listens
   */
  public record Addresses(
      String brokerIp,
      Endpoint nativeListen,
      List<Endpoint> nameservers,
      Duration registerPeriod,
      Endpoint kafkaListen,
      Optional<Endpoint> kafkaAdvertised) {}

  /**
   * What it keeps, where and for how long.
   *
   * @param directory {@code storePathRootDir}
   * @param log {@code mappedFileSizeCommitLog}, {@code flushDiskType}, {@code
   *     flushIntervalCommitLog}, {@code accessMessageInMemoryMaxRatio}
   * @param retention {@code fileReservedTime}
   * @param deleteHours {@code deleteWhen}
   */
  public record Storage(
      Path directory, LogConfig log, Duration retention, List<Integer> deleteHours) {}

  /**
   * How topics come to be.
   *
   * @param nativeAutoCreate {@code autoCreateTopicEnable}
   * @param nativeQueues {@code defaultTopicQueueNums}
   * @param kafkaAutoCreate {@code auto.create.topics.enable}
   * @param kafkaPartitions {@code num.partitions}
   */
  public record TopicRules(
      boolean nativeAutoCreate, int nativeQueues, boolean kafkaAutoCreate, int kafkaPartitions) {}

  /**
   * How much is taken, in bytes.
   *
   * @param nativeMessage {@code maxMessageSize}
   * @param kafkaBatch {@code message.max.bytes}
   * @param kafkaRequest {@code socket.request.max.bytes}
   */
  public record Limits(int nativeMessage, int kafkaBatch, int kafkaRequest) {}

  /**
   * How groups live.
   *
   * @param delayLevels {@code messageDelayLevel}
   * @param offsetRetention {@code offsets.retention.minutes}
   * @param offsetMetadataBytes {@code offset.metadata.max.bytes}
   * @param initialRebalanceDelay {@code group.initial.rebalance.delay.ms}
   * @param leastSessionTimeout {@code group.min.session.timeout.ms}
   * @param greatestSessionTimeout {@code group.max.session.timeout.ms}
   * @param maxMembers {@code group.max.size}
   */
  public record GroupRules(
      List<Duration> delayLevels,
      Duration offsetRetention,
      int offsetMetadataBytes,
      Duration initialRebalanceDelay,
      Duration leastSessionTimeout,
      Duration greatestSessionTimeout,
      int maxMembers) {}

  /**
   * Reads a file, or takes the defaults without one.
   *
   * @param physicalMemory bytes of memory that the machine has
   */
  public static BrokerConfig load(Optional<Path> file, long physicalMemory) throws ConfigException {
    ConfigFile source =
        file.isPresent() ? ConfigFile.read(file.get()) : new ConfigFile("defaults", List.of());
    return of(Settings.of(source, BrokerKeys.ALL), physicalMemory);
  }

  static BrokerConfig of(Settings settings, long physicalMemory) throws ConfigException {
    return new BrokerConfig(
        new Identity(
            settings.get(BrokerKeys.BROKER_CLUSTER_NAME),
            settings.get(BrokerKeys.BROKER_NAME),
            settings.get(BrokerKeys.BROKER_ID),
            settings.get(BrokerKeys.NODE_ID)),
        addresses(settings),
        storage(settings, physicalMemory),
        new TopicRules(
            settings.get(BrokerKeys.AUTO_CREATE_TOPIC_ENABLE),
            settings.get(BrokerKeys.DEFAULT_TOPIC_QUEUE_NUMS),
            settings.get(BrokerKeys.AUTO_CREATE_TOPICS_ENABLE),
            settings.get(BrokerKeys.NUM_PARTITIONS)),
        limits(settings),
        groups(settings));
  }

  private static Addresses addresses(Settings settings) {
    String brokerIp = settings.get(BrokerKeys.BROKER_IP1);
    String bind =
        settings
            .get(BrokerKeys.BIND_ADDRESS)
            .orElse(isLoopback(brokerIp) ? "127.0.0.1" : "0.0.0.0");
    return new Addresses(
        brokerIp,
        new Endpoint(bind, settings.get(BrokerKeys.LISTEN_PORT)),
        settings.get(BrokerKeys.NAMESRV_ADDR),
        Duration.ofMillis(settings.get(BrokerKeys.REGISTER_NAME_SERVER_PERIOD)),
        settings.get(BrokerKeys.LISTENERS),
        settings.get(BrokerKeys.ADVERTISED_LISTENERS));
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  private static Storage storage(Settings settings, long physicalMemory) {
    LogConfig log =
        new LogConfig(
            settings.get(BrokerKeys.MAPPED_FILE_SIZE_COMMIT_LOG),
            settings.get(BrokerKeys.FLUSH_DISK_TYPE),
            Duration.ofMillis(settings.get(BrokerKeys.FLUSH_INTERVAL_COMMIT_LOG)),
            physicalMemory / 100 * settings.get(BrokerKeys.ACCESS_MESSAGE_IN_MEMORY_MAX_RATIO));
    return new Storage(
        Path.of(settings.get(BrokerKeys.STORE_PATH_ROOT_DIR)),
        log,
        Duration.ofHours(settings.get(BrokerKeys.FILE_RESERVED_TIME)),
        settings.get(BrokerKeys.DELETE_WHEN));
  }

  private static Limits limits(Settings settings) throws ConfigException {
    int segment = settings.get(BrokerKeys.MAPPED_FILE_SIZE_COMMIT_LOG);
    for (Key<Integer> key : List.of(BrokerKeys.MAX_MESSAGE_SIZE, BrokerKeys.MESSAGE_MAX_BYTES)) {
      if (settings.get(key) > segment / 2) {
        throw settings.fault(
            key, "is more than half a segment (mappedFileSizeCommitLog is " + segment + ")");
      }
    }
    return new Limits(
        settings.get(BrokerKeys.MAX_MESSAGE_SIZE),
        settings.get(BrokerKeys.MESSAGE_MAX_BYTES),
        settings.get(BrokerKeys.SOCKET_REQUEST_MAX_BYTES));
  }

  private static GroupRules groups(Settings settings) throws ConfigException {
    int least = settings.get(BrokerKeys.GROUP_MIN_SESSION_TIMEOUT_MS);
    int greatest = settings.get(BrokerKeys.GROUP_MAX_SESSION_TIMEOUT_MS);
    if (least > greatest) {
      throw settings.fault(
          BrokerKeys.GROUP_MIN_SESSION_TIMEOUT_MS, "is more than group.max.session.timeout.ms");
    }
    return new GroupRules(
        settings.get(BrokerKeys.MESSAGE_DELAY_LEVEL),
        Duration.ofMinutes(settings.get(BrokerKeys.OFFSETS_RETENTION_MINUTES)),
        settings.get(BrokerKeys.OFFSET_METADATA_MAX_BYTES),
        Duration.ofMillis(settings.get(BrokerKeys.GROUP_INITIAL_REBALANCE_DELAY_MS)),
        Duration.ofMillis(least),
        Duration.ofMillis(greatest),
        settings.get(BrokerKeys.GROUP_MAX_SIZE));
  }
}
