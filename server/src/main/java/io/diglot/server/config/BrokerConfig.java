package io.diglot.server.config;

import io.diglot.core.CoreConfig;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.model.Limits;
import io.diglot.core.retention.RetentionConfig;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.kafka.KafkaConfig;
import io.diglot.nativeprotocol.NativeConfig;
import io.diglot.store.LogConfig;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a broker is told at its start. {@code BrokerKeys} documents the keys and pins the
 * defaults.
 *
 * @param directory where it keeps its data; key {@code storePathRootDir}
 * @param nameservers where it registers; key {@code namesrvAddr}
 * @param core how the core works
 * @param kafka how Kafka's protocol is served
 * @param rocketmq how RocketMQ's protocol is served, and who the broker is in it
 */
public record BrokerConfig(
    Path directory,
    List<Endpoint> nameservers,
    CoreConfig core,
    KafkaConfig kafka,
    NativeConfig rocketmq) {
  private static final int CACHE_SHARE = 16;

  /** Copies the list. */
  public BrokerConfig {
    nameservers = List.copyOf(nameservers);
  }

  static BrokerConfig of(Settings settings, Machine machine) throws ConfigException {
    checkSizes(settings);
    return new BrokerConfig(
        Path.of(settings.get(BrokerKeys.STORE_PATH_ROOT_DIR)),
        settings.get(BrokerKeys.NAMESRV_ADDR),
        core(settings, machine),
        kafka(settings, machine),
        rocketmq(settings));
  }

  /** A frame must fit into a segment with room to spare. */
  private static void checkSizes(Settings settings) throws ConfigException {
    int segment = settings.get(BrokerKeys.MAPPED_FILE_SIZE_COMMIT_LOG);
    for (Key<Integer> key : List.of(BrokerKeys.MAX_MESSAGE_SIZE, BrokerKeys.MESSAGE_MAX_BYTES)) {
      if (settings.get(key) > segment / 2) {
        throw settings.fault(
            key, "is more than half a segment (mappedFileSizeCommitLog is " + segment + ")");
      }
    }
  }

  /** The cluster's name serves as Kafka's cluster id. */
  private static KafkaConfig kafka(Settings settings, Machine machine) throws ConfigException {
    Endpoint listen = settings.get(BrokerKeys.LISTENERS);
    Endpoint advertised = settings.get(BrokerKeys.ADVERTISED_LISTENERS).orElse(listen);
    if (advertised.host().isEmpty() || advertised.host().equals("0.0.0.0")) {
      throw settings.fault(
          BrokerKeys.LISTENERS,
          "listens everywhere: say in advertised.listeners what clients are to dial");
    }
    return new KafkaConfig(
        settings.get(BrokerKeys.BROKER_CLUSTER_NAME),
        settings.get(BrokerKeys.NODE_ID),
        List.of(
            new KafkaConfig.Endpoint(
                listen.host(), listen.port(), advertised.host(), advertised.port())),
        settings.get(BrokerKeys.SOCKET_REQUEST_MAX_BYTES),
        Duration.ofMillis(settings.get(BrokerKeys.CONNECTIONS_MAX_IDLE_MS)),
        settings.get(BrokerKeys.NUM_NETWORK_THREADS),
        settings.get(BrokerKeys.SOCKET_SEND_BUFFER_BYTES),
        settings.get(BrokerKeys.FETCH_MAX_BYTES),
        settings.get(BrokerKeys.MAX_INCREMENTAL_FETCH_SESSION_CACHE_SLOTS),
        machine.heap() / CACHE_SHARE);
  }

  private static NativeConfig rocketmq(Settings settings) throws ConfigException {
    String brokerIp = settings.get(BrokerKeys.BROKER_IP1);
    String bind =
        settings
            .get(BrokerKeys.BIND_ADDRESS)
            .orElse(isLoopback(brokerIp) ? "127.0.0.1" : "0.0.0.0");
    try {
      return NativeConfig.of(
          settings.get(BrokerKeys.BROKER_CLUSTER_NAME),
          settings.get(BrokerKeys.BROKER_NAME),
          settings.get(BrokerKeys.BROKER_ID),
          brokerIp,
          new Endpoint(bind, settings.get(BrokerKeys.LISTEN_PORT)).resolve(),
          settings.get(BrokerKeys.MESSAGE_DELAY_LEVEL),
          settings.get(BrokerKeys.MAX_MESSAGE_SIZE));
    } catch (UnknownHostException e) {
      throw settings.fault(
          BrokerKeys.BROKER_IP1, "'" + brokerIp + "' is no address, nor a name that is known");
    }
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("::1");
  }

  private static CoreConfig core(Settings settings, Machine machine) throws ConfigException {
    TopicDefaults topics = topicDefaults(settings);
    return new CoreConfig(
        new LogConfig(
            settings.get(BrokerKeys.MAPPED_FILE_SIZE_COMMIT_LOG),
            settings.get(BrokerKeys.FLUSH_DISK_TYPE),
            Duration.ofMillis(settings.get(BrokerKeys.FLUSH_INTERVAL_COMMIT_LOG)),
            machine.memory() / 100 * settings.get(BrokerKeys.ACCESS_MESSAGE_IN_MEMORY_MAX_RATIO)),
        limits(settings),
        topics,
        groupLimits(settings),
        new RetentionConfig(
            Duration.ofMillis(settings.get(BrokerKeys.LOG_RETENTION_CHECK_INTERVAL_MS)),
            settings.get(BrokerKeys.DELETE_WHEN),
            ZoneId.systemDefault()),
        Duration.ofMillis(settings.get(BrokerKeys.PRODUCER_ID_EXPIRATION_MS)),
        settings.get(BrokerKeys.NUM_IO_THREADS),
        machine.heap() / CACHE_SHARE,
        List.of(AutoCreation.template(topics)));
  }

  private static Limits limits(Settings settings) {
    Limits standard = Limits.defaults();
    return new Limits(
        standard.maxTopics(),
        standard.maxQueuesPerTopic(),
        standard.maxQueues(),
        standard.maxSettingLength(),
        Duration.ofSeconds(settings.get(BrokerKeys.TIMER_MAX_DELAY_SEC)).toMillis(),
        standard.maxOpenTimers(),
        standard.maxProducersPerQueue());
  }

  private static TopicDefaults topicDefaults(Settings settings) {
    Map<String, String> overrides = new HashMap<>();
    overrides.put(
        "retention.ms",
        Long.toString(Duration.ofHours(settings.get(BrokerKeys.FILE_RESERVED_TIME)).toMillis()));
    overrides.put("retention.bytes", settings.get(BrokerKeys.LOG_RETENTION_BYTES).toString());
    overrides.put("max.message.bytes", settings.get(BrokerKeys.MESSAGE_MAX_BYTES).toString());
    return new TopicDefaults(
        settings.get(BrokerKeys.DEFAULT_TOPIC_QUEUE_NUMS),
        settings.get(BrokerKeys.AUTO_CREATE_TOPIC_ENABLE),
        settings.get(BrokerKeys.NUM_PARTITIONS),
        settings.get(BrokerKeys.AUTO_CREATE_TOPICS_ENABLE),
        overrides);
  }

  private static GroupLimits groupLimits(Settings settings) throws ConfigException {
    int least = settings.get(BrokerKeys.GROUP_MIN_SESSION_TIMEOUT_MS);
    int greatest = settings.get(BrokerKeys.GROUP_MAX_SESSION_TIMEOUT_MS);
    if (least > greatest) {
      throw settings.fault(
          BrokerKeys.GROUP_MIN_SESSION_TIMEOUT_MS, "is more than group.max.session.timeout.ms");
    }
    return new GroupLimits(
        Duration.ofMillis(least),
        Duration.ofMillis(greatest),
        Duration.ofMillis(settings.get(BrokerKeys.GROUP_INITIAL_REBALANCE_DELAY_MS)),
        settings.get(BrokerKeys.GROUP_MAX_SIZE),
        settings.get(BrokerKeys.OFFSET_METADATA_MAX_BYTES),
        Duration.ofMinutes(settings.get(BrokerKeys.OFFSETS_RETENTION_MINUTES)),
        Duration.ofMillis(settings.get(BrokerKeys.OFFSETS_RETENTION_CHECK_INTERVAL_MS)));
  }
}
