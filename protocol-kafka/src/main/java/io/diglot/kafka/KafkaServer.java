package io.diglot.kafka;

import io.diglot.core.Core;
import io.diglot.kafka.KafkaConfig.Endpoint;
import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.fetch.FetchApi;
import io.diglot.kafka.fetch.ListOffsetsApi;
import io.diglot.kafka.fetch.OffsetForLeaderEpochApi;
import io.diglot.kafka.group.GroupApis;
import io.diglot.kafka.produce.InitProducerIdApi;
import io.diglot.kafka.produce.ProduceApi;
import io.diglot.kafka.records.KafkaStampReader;
import io.diglot.kafka.records.NativeBatches;
import io.diglot.kafka.settings.AlterConfigsApi;
import io.diglot.kafka.settings.DescribeClientQuotasApi;
import io.diglot.kafka.settings.DescribeConfigsApi;
import io.diglot.kafka.settings.IncrementalAlterConfigsApi;
import io.diglot.kafka.settings.ListConfigResourcesApi;
import io.diglot.kafka.settings.SettingChanges;
import io.diglot.kafka.settings.TopicSettingsView;
import io.diglot.kafka.topic.CreatePartitionsApi;
import io.diglot.kafka.topic.CreateTopicsApi;
import io.diglot.kafka.topic.DeleteRecordsApi;
import io.diglot.kafka.topic.DeleteTopicsApi;
import io.diglot.kafka.topic.DescribeClusterApi;
import io.diglot.kafka.topic.DescribeTopicPartitionsApi;
import io.diglot.kafka.topic.ListPartitionReassignmentsApi;
import io.diglot.kafka.topic.MetadataApi;
import io.diglot.kafka.transport.KafkaTransport;
import io.diglot.kafka.transport.Listener;
import io.diglot.kafka.transport.TransportConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Kafka's protocol on top of a core: its handlers and its listeners. Close it before the core. */
public final class KafkaServer implements AutoCloseable {
  private final KafkaTransport transport;
  private final NativeBatches converter;
  private final List<Integer> ports;

  private KafkaServer(KafkaTransport transport, NativeBatches converter, List<Integer> ports) {
    this.transport = transport;
    this.converter = converter;
    this.ports = List.copyOf(ports);
  }

  /**
   * Listens and serves.
   *
   * @throws IOException if a listener's address cannot be had
   */
  public static KafkaServer start(
      KafkaConfig config, Core core, InstantSource clock, RandomGenerator random)
      throws IOException {
    NativeBatches converter =
        new NativeBatches(
            core.records(), core.queues().leaderEpoch(), config.conversionCacheBytes(), clock);
    ApiTable apis = new ApiTable(handlers(config, core, converter, clock, random));
    KafkaTransport transport =
        new KafkaTransport(
            new TransportConfig(
                config.maxRequestBytes(),
                config.maxIdle(),
                config.ioThreads(),
                config.sendBufferBytes()),
            apis);
    List<Integer> ports = new ArrayList<>();
    try {
      for (Endpoint endpoint : config.listeners()) {
        ports.add(transport.listen(listener(config, endpoint)));
      }
    } catch (IOException e) {
      transport.close();
      throw e;
    }
    return new KafkaServer(transport, converter, ports);
  }

  /** The bound ports, in the order of the listeners. */
  public List<Integer> ports() {
    return ports;
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    transport.close();
    converter.close();
  }

  private static Listener listener(KafkaConfig config, Endpoint endpoint) {
    return new Listener(
        endpoint.host(),
        endpoint.port(),
        new BrokerNode(
            config.clusterId(),
            config.nodeId(),
            endpoint.advertisedHost(),
            endpoint.advertisedPort()));
  }

  private static List<KafkaApi<?>> handlers(
      KafkaConfig config,
      Core core,
      NativeBatches converter,
      InstantSource clock,
      RandomGenerator random) {
    List<KafkaApi<?>> all = new ArrayList<>();
    all.addAll(records(config, core, converter, clock, random));
    all.addAll(topics(core));
    all.addAll(settings(config, core));
    all.addAll(GroupApis.of(core.classicGroups(), core.offsets(), core.topics()));
    return all;
  }

  private static List<KafkaApi<?>> records(
      KafkaConfig config,
      Core core,
      NativeBatches converter,
      InstantSource clock,
      RandomGenerator random) {
    return List.of(
        new ProduceApi(
            core.topics(), core.queues(), core.topicDefaults(), new KafkaStampReader(), clock),
        new InitProducerIdApi(core.producerIds()),
        new FetchApi(
            core.topics(),
            core.queues(),
            converter,
            config.fetchSessions(),
            config.fetchMaxBytes(),
            clock,
            random),
        new ListOffsetsApi(core.topics(), core.queues(), core.records()),
        new OffsetForLeaderEpochApi(core.topics(), core.queues()));
  }

  private static List<KafkaApi<?>> topics(Core core) {
    return List.of(
        new MetadataApi(core.topics(), core.queues(), core.autoCreation()),
        new DescribeClusterApi(),
        new DescribeTopicPartitionsApi(core.topics(), core.queues()),
        new CreateTopicsApi(
            core.topics(), core.topicDefaults(), new TopicSettingsView(core.topicDefaults())),
        new DeleteTopicsApi(core.topics()),
        new CreatePartitionsApi(core.topics()),
        new DeleteRecordsApi(core.topics(), core.queues()),
        new ListPartitionReassignmentsApi());
  }

  private static List<KafkaApi<?>> settings(KafkaConfig config, Core core) {
    SettingChanges changes = new SettingChanges(core.topics(), core.topicDefaults());
    return List.of(
        new DescribeConfigsApi(
            core.topics(),
            new TopicSettingsView(core.topicDefaults()),
            BrokerSettings.of(config, core.topicDefaults())),
        new AlterConfigsApi(changes),
        new IncrementalAlterConfigsApi(changes),
        new ListConfigResourcesApi(core.topics()),
        new DescribeClientQuotasApi());
  }
}
