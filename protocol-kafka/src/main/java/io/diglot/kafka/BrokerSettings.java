package io.diglot.kafka;

import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSetting.ValueType;
import io.diglot.core.topic.TopicSettings;
import io.diglot.kafka.KafkaConfig.Endpoint;
import io.diglot.kafka.settings.ShownSetting;
import io.diglot.kafka.settings.ShownSetting.Synonym;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;

/**
 * What DescribeConfigs shows of the broker: what its configuration file says, or would by default.
 */
final class BrokerSettings {
  private final List<ShownSetting> shown = new ArrayList<>();

  private BrokerSettings() {}

  static List<ShownSetting> of(KafkaConfig config, TopicDefaults defaults) {
    BrokerSettings settings = new BrokerSettings();
    settings.addNetwork(config);
    settings.addTopics(defaults);
    return List.copyOf(settings.shown);
  }

  private void addNetwork(KafkaConfig config) {
    add("node.id", ValueType.INT, config.nodeId(), 1, "The id of this broker.");
    add("broker.id", ValueType.INT, config.nodeId(), 1, "The id of this broker.");
    add(
        "listeners",
        ValueType.STRING,
        urls(config, each -> each.host() + ":" + each.port()),
        "PLAINTEXT://127.0.0.1:9092",
        "Where Kafka's protocol listens.");
    add(
        "advertised.listeners",
        ValueType.STRING,
        urls(config, each -> each.advertisedHost() + ":" + each.advertisedPort()),
        "PLAINTEXT://127.0.0.1:9092",
        "What clients are told to dial.");
    add(
        "socket.request.max.bytes",
        ValueType.INT,
        config.maxRequestBytes(),
        KafkaConfig.DEFAULT_MAX_REQUEST_BYTES,
        "The bytes in a request at most.");
    add(
        "connections.max.idle.ms",
        ValueType.LONG,
        config.maxIdle().toMillis(),
        KafkaConfig.DEFAULT_MAX_IDLE.toMillis(),
        "How long a connection may be silent.");
    add(
        "num.network.threads",
        ValueType.INT,
        config.ioThreads(),
        KafkaConfig.DEFAULT_IO_THREADS,
        "The event loops that serve connections.");
    add(
        "fetch.max.bytes",
        ValueType.INT,
        config.fetchMaxBytes(),
        KafkaConfig.DEFAULT_FETCH_MAX_BYTES,
        "The bytes of records in a Fetch response at most, but for a first batch that is larger.");
    add(
        "max.incremental.fetch.session.cache.slots",
        ValueType.INT,
        config.fetchSessions(),
        KafkaConfig.DEFAULT_FETCH_SESSIONS,
        "The incremental fetch sessions at most.");
  }

  private void addTopics(TopicDefaults defaults) {
    TopicDefaults standard = TopicDefaults.standard();
    add(
        "num.partitions",
        ValueType.INT,
        defaults.kafkaPartitions(),
        standard.kafkaPartitions(),
        "The partitions of a topic that is created without saying how many.");
    add(
        "auto.create.topics.enable",
        ValueType.BOOLEAN,
        defaults.kafkaAutoCreate(),
        standard.kafkaAutoCreate(),
        "Whether asking for a missing topic creates it.");
    add("default.replication.factor", ValueType.INT, 1, 1, "There is one broker.");
    add("delete.topic.enable", ValueType.BOOLEAN, true, true, "Whether topics can be deleted.");
    addDefault(
        defaults,
        "message.max.bytes",
        ValueType.INT,
        TopicSettings.MAX_MESSAGE_BYTES,
        "The bytes in a batch at most.");
    addDefault(
        defaults,
        "log.retention.ms",
        ValueType.LONG,
        TopicSettings.RETENTION_MS,
        "How long records are kept.");
    addDefault(
        defaults,
        "log.retention.bytes",
        ValueType.LONG,
        TopicSettings.RETENTION_BYTES,
        "The bytes that a partition keeps.");
    addDefault(
        defaults,
        "log.cleanup.policy",
        ValueType.LIST,
        TopicSettings.CLEANUP_POLICY,
        "What becomes of old records.");
    addDefault(
        defaults,
        "log.message.timestamp.type",
        ValueType.STRING,
        TopicSettings.TIMESTAMP_TYPE,
        "Whose time a record carries.");
  }

  private void addDefault(
      TopicDefaults defaults, String name, ValueType type, String topicName, String documentation) {
    add(
        name,
        type,
        defaults.ofBroker(topicName),
        TopicDefaults.standard().ofBroker(topicName),
        documentation);
  }

  private void add(
      String name, ValueType type, Object value, Object standard, String documentation) {
    ConfigSource source =
        value.equals(standard) ? ConfigSource.DEFAULT_CONFIG : ConfigSource.STATIC_BROKER_CONFIG;
    List<Synonym> synonyms = new ArrayList<>();
    if (source == ConfigSource.STATIC_BROKER_CONFIG) {
      synonyms.add(new Synonym(name, value.toString(), source));
    }
    synonyms.add(new Synonym(name, standard.toString(), ConfigSource.DEFAULT_CONFIG));
    shown.add(
        new ShownSetting(name, value.toString(), source, type, true, synonyms, documentation));
  }

  private static String urls(
      KafkaConfig config, java.util.function.Function<Endpoint, String> address) {
    return config.listeners().stream()
        .map(each -> "PLAINTEXT://" + address.apply(each))
        .collect(Collectors.joining(","));
  }
}
