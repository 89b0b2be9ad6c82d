package io.diglot.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.CoreConfig;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.retention.RetentionConfig;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.kafka.KafkaConfig;
import io.diglot.nameserver.NameServerConfig;
import io.diglot.nativeprotocol.NativeConfig;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pins every key and every default: whoever changes one changes what users' files mean. */
class BrokerConfigTest {
  private static final Machine MACHINE = new Machine(1000, 1 << 28);

  @Test
  void everyKeyAndDefaultOfABroker() {
    assertEquals(
        """
        brokerClusterName=DefaultCluster
        brokerName=broker-a
        brokerId=0
        brokerIP1=127.0.0.1
        listenPort=10911
        bindAddress=
        namesrvAddr=127.0.0.1:9876
        listeners=PLAINTEXT://127.0.0.1:9092
        advertised.listeners=
        node.id=1
        num.network.threads=3
        socket.send.buffer.bytes=524288
        connections.max.idle.ms=600000
        fetch.max.bytes=57671680
        max.incremental.fetch.session.cache.slots=1000
        storePathRootDir=./data
        flushDiskType=ASYNC_FLUSH
        flushIntervalCommitLog=500
        mappedFileSizeCommitLog=268435456
        accessMessageInMemoryMaxRatio=40
        fileReservedTime=72
        deleteWhen=
        log.retention.bytes=-1
        log.retention.check.interval.ms=300000
        autoCreateTopicEnable=true
        defaultTopicQueueNums=8
        auto.create.topics.enable=true
        num.partitions=1
        maxMessageSize=4194304
        message.max.bytes=1048588
        socket.request.max.bytes=104857600
        num.io.threads=4
        producer.id.expiration.ms=86400000
        messageDelayLevel=1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h
        timerMaxDelaySec=259200
        offsets.retention.minutes=10080
        offsets.retention.check.interval.ms=600000
        offset.metadata.max.bytes=4096
        group.initial.rebalance.delay.ms=3000
        group.min.session.timeout.ms=6000
        group.max.session.timeout.ms=1800000
        group.max.size=2147483647
        """,
        withoutComments(KeyListing.ofBroker()));
  }

  @Test
  void everyKeyAndDefaultOfANameserver() {
    assertEquals(
        """
        bindAddress=127.0.0.1
        listenPort=9876
        kvConfigPath=./data/nameserver/kvConfig.json
        scanNotActiveBrokerInterval=5000
        orderMessageEnable=false
        returnOrderTopicConfigToBroker=true
        enableAllTopicList=true
        enableTopicList=true
        deleteTopicWithBrokerRegistration=false
        """,
        withoutComments(KeyListing.ofNameserver()));
  }

  private static String withoutComments(String listing) {
    return listing
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  @Test
  void theListingIsAFileThatMeansTheDefaults() throws ConfigException {
    ConfigFile listing = ConfigFile.parse("listing", KeyListing.ofBroker());
    assertEquals(
        Configurations.broker(Optional.empty(), MACHINE),
        BrokerConfig.of(Settings.of(listing, BrokerKeys.ALL), MACHINE));
  }

  @Test
  void defaults() throws Exception {
    BrokerConfig config = Configurations.broker(Optional.empty(), MACHINE);
    assertEquals(Path.of("./data"), config.directory());
    assertEquals(List.of(new Endpoint("127.0.0.1", 9876)), config.nameservers());
    CoreConfig core = config.core();
    assertEquals(
        new LogConfig(256 << 20, Durability.ASYNC_FLUSH, Duration.ofMillis(500), 400), core.log());
    assertEquals(GroupLimits.DEFAULT, core.groupLimits());
    assertEquals(
        new RetentionConfig(Duration.ofMinutes(5), Set.of(), ZoneId.systemDefault()),
        core.retention());
    Map<String, String> settings =
        Map.of(
            "retention.ms", "259200000", "retention.bytes", "-1", "max.message.bytes", "1048588");
    assertEquals(new TopicDefaults(8, true, 1, true, settings), core.topicDefaults());
    assertEquals(Duration.ofDays(1), core.producerExpiry());
    assertEquals(4, core.readerThreads());
    assertEquals(Duration.ofDays(3).toMillis(), core.limits().maxDelayMillis());
    assertEquals(
        KafkaConfig.standard(
                "DefaultCluster", 1, List.of(KafkaConfig.Endpoint.of("127.0.0.1", 9092)))
            .listeners(),
        config.kafka().listeners());
    assertEquals(100 << 20, config.kafka().maxRequestBytes());
    assertEquals(Duration.ofMinutes(10), config.kafka().maxIdle());
    assertEquals(
        NativeConfig.of(
            "DefaultCluster",
            "broker-a",
            0,
            "127.0.0.1",
            new Endpoint("127.0.0.1", 10911).resolve(),
            Stream.of(
                    1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600,
                    7200)
                .map(Duration::ofSeconds)
                .toList(),
            4 << 20),
        config.rocketmq());
  }

  @Test
  void theExamplesAreValid() throws Exception {
    Path examples = Path.of("..", "conf");
    BrokerConfig defaults = Configurations.broker(Optional.empty(), MACHINE);
    for (String broker : List.of("diglot.conf", "broker.conf")) {
      BrokerConfig config = Configurations.broker(Optional.of(examples.resolve(broker)), MACHINE);
      assertEquals(defaults.rocketmq(), config.rocketmq(), broker);
      assertEquals(defaults.kafka(), config.kafka(), broker);
    }
    assertEquals(
        Configurations.nameserver(Optional.empty()),
        Configurations.nameserver(Optional.of(examples.resolve("nameserver.conf"))));
  }

  @Test
  void defaultsOfANameserver() throws ConfigException {
    assertEquals(
        NameServerConfig.standard(
            new Endpoint("127.0.0.1", 9876).resolve(), Path.of("./data/nameserver/kvConfig.json")),
        Configurations.nameserver(Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws Exception {
    String text =
        """
        brokerClusterName=C
        brokerName=b
        brokerIP1=10.0.0.5
        listenPort=1
        namesrvAddr=n1:1; [::1]:2;
        listeners=PLAINTEXT://:0
        advertised.listeners=PLAINTEXT://[fe80::1]:5
        node.id=7
        num.network.threads=5
        socket.send.buffer.bytes=-1
        connections.max.idle.ms=1000
        fetch.max.bytes=1024
        max.incremental.fetch.session.cache.slots=3
        storePathRootDir=/tmp/x
        flushDiskType=SYNC_FLUSH
        flushIntervalCommitLog=10
        mappedFileSizeCommitLog=16777216
        accessMessageInMemoryMaxRatio=10
        fileReservedTime=1
        deleteWhen=16; 4
        log.retention.bytes=17
        log.retention.check.interval.ms=100
        autoCreateTopicEnable=false
        defaultTopicQueueNums=2
        auto.create.topics.enable=false
        num.partitions=3
        maxMessageSize=2048
        message.max.bytes=4096
        socket.request.max.bytes=8192
        num.io.threads=6
        producer.id.expiration.ms=1001
        messageDelayLevel=1s 2m 3h 4d
        timerMaxDelaySec=60
        offsets.retention.minutes=1
        offsets.retention.check.interval.ms=2
        offset.metadata.max.bytes=0
        group.initial.rebalance.delay.ms=0
        group.min.session.timeout.ms=5
        group.max.session.timeout.ms=6
        group.max.size=9
        """;
    BrokerConfig config =
        BrokerConfig.of(Settings.of(ConfigFile.parse("x", text), BrokerKeys.ALL), MACHINE);
    assertEquals(Path.of("/tmp/x"), config.directory());
    assertEquals(List.of(new Endpoint("n1", 1), new Endpoint("::1", 2)), config.nameservers());
    CoreConfig core = config.core();
    assertEquals(
        new LogConfig(16 << 20, Durability.SYNC_FLUSH, Duration.ofMillis(10), 100), core.log());
    assertEquals(
        new GroupLimits(
            Duration.ofMillis(5),
            Duration.ofMillis(6),
            Duration.ZERO,
            9,
            0,
            Duration.ofMinutes(1),
            Duration.ofMillis(2)),
        core.groupLimits());
    assertEquals(
        new RetentionConfig(Duration.ofMillis(100), Set.of(4, 16), ZoneId.systemDefault()),
        core.retention());
    Map<String, String> settings =
        Map.of("retention.ms", "3600000", "retention.bytes", "17", "max.message.bytes", "4096");
    TopicDefaults topics = new TopicDefaults(2, false, 3, false, settings);
    assertEquals(topics, core.topicDefaults());
    assertEquals(List.of(AutoCreation.template(topics)), core.systemTopics());
    assertEquals(Duration.ofMillis(1001), core.producerExpiry());
    assertEquals(6, core.readerThreads());
    assertEquals(60_000, core.limits().maxDelayMillis());
    assertEquals(
        new KafkaConfig(
            "C",
            7,
            List.of(new KafkaConfig.Endpoint("", 0, "fe80::1", 5)),
            8192,
            Duration.ofSeconds(1),
            5,
            -1,
            1024,
            3,
            MACHINE.heap() / 16),
        config.kafka());
    assertEquals(
        NativeConfig.of(
            "C",
            "b",
            0,
            "10.0.0.5",
            new Endpoint("0.0.0.0", 1).resolve(),
            List.of(
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofHours(3),
                Duration.ofDays(4)),
            2048),
        config.rocketmq());
  }
}
