package io.diglot.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.server.config.BrokerConfig.Addresses;
import io.diglot.server.config.BrokerConfig.GroupRules;
import io.diglot.server.config.BrokerConfig.Identity;
import io.diglot.server.config.BrokerConfig.Limits;
import io.diglot.server.config.BrokerConfig.Storage;
import io.diglot.server.config.BrokerConfig.TopicRules;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pins every key and every default: whoever changes one changes what users' files mean. */
class BrokerConfigTest {
  private static final long MEMORY = 1000;

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
        registerNameServerPeriod=30000
        listeners=PLAINTEXT://127.0.0.1:9092
        advertised.listeners=
        node.id=1
        storePathRootDir=./data
        flushDiskType=ASYNC_FLUSH
        flushIntervalCommitLog=500
        mappedFileSizeCommitLog=268435456
        accessMessageInMemoryMaxRatio=40
        fileReservedTime=72
        deleteWhen=04
        autoCreateTopicEnable=true
        defaultTopicQueueNums=8
        auto.create.topics.enable=true
        num.partitions=1
        maxMessageSize=4194304
        message.max.bytes=1048588
        socket.request.max.bytes=104857600
        messageDelayLevel=1s 5s 10s 30s 1m 2m 3m 4m 5m 6m 7m 8m 9m 10m 20m 30m 1h 2h
        offsets.retention.minutes=10080
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
        "bindAddress=127.0.0.1\nlistenPort=9876\n", withoutComments(KeyListing.ofNameserver()));
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
        BrokerConfig.load(Optional.empty(), MEMORY),
        BrokerConfig.of(Settings.of(listing, BrokerKeys.ALL), MEMORY));
  }

  @Test
  void defaults() throws ConfigException {
    assertEquals(
        new BrokerConfig(
            new Identity("DefaultCluster", "broker-a", 0, 1),
            new Addresses(
                "127.0.0.1",
                new Endpoint("127.0.0.1", 10911),
                List.of(new Endpoint("127.0.0.1", 9876)),
                Duration.ofSeconds(30),
                new Endpoint("127.0.0.1", 9092),
                Optional.empty()),
            new Storage(
                Path.of("./data"),
                new LogConfig(256 << 20, Durability.ASYNC_FLUSH, Duration.ofMillis(500), 400),
                Duration.ofDays(3),
                List.of(4)),
            new TopicRules(true, 8, true, 1),
            new Limits(4 << 20, 1048588, 100 << 20),
            new GroupRules(
                Stream.of(
                        1, 5, 10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800,
                        3600, 7200)
                    .map(Duration::ofSeconds)
                    .toList(),
                Duration.ofDays(7),
                4096,
                Duration.ofSeconds(3),
                Duration.ofSeconds(6),
                Duration.ofMinutes(30),
                Integer.MAX_VALUE)),
        BrokerConfig.load(Optional.empty(), MEMORY));
    assertEquals(
        new NameserverConfig(new Endpoint("127.0.0.1", 9876)),
        NameserverConfig.load(Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    String text =
        """
        brokerClusterName=C
        brokerName=b
        brokerIP1=10.0.0.5
        listenPort=1
        namesrvAddr=n1:1; [::1]:2;
        registerNameServerPeriod=1000
        listeners=PLAINTEXT://:0
        advertised.listeners=PLAINTEXT://[fe80::1]:5
        node.id=7
        storePathRootDir=/tmp/x
        flushDiskType=SYNC_FLUSH
        flushIntervalCommitLog=10
        mappedFileSizeCommitLog=16777216
        accessMessageInMemoryMaxRatio=10
        fileReservedTime=1
        deleteWhen=16; 4
        autoCreateTopicEnable=false
        defaultTopicQueueNums=2
        auto.create.topics.enable=false
        num.partitions=3
        maxMessageSize=2048
        message.max.bytes=4096
        socket.request.max.bytes=8192
        messageDelayLevel=1s 2m 3h 4d
        offsets.retention.minutes=1
        offset.metadata.max.bytes=0
        group.initial.rebalance.delay.ms=0
        group.min.session.timeout.ms=5
        group.max.session.timeout.ms=6
        group.max.size=9
        """;
    assertEquals(
        new BrokerConfig(
            new Identity("C", "b", 0, 7),
            new Addresses(
                "10.0.0.5",
                new Endpoint("0.0.0.0", 1),
                List.of(new Endpoint("n1", 1), new Endpoint("::1", 2)),
                Duration.ofSeconds(1),
                new Endpoint("", 0),
                Optional.of(new Endpoint("fe80::1", 5))),
            new Storage(
                Path.of("/tmp/x"),
                new LogConfig(16 << 20, Durability.SYNC_FLUSH, Duration.ofMillis(10), 100),
                Duration.ofHours(1),
                List.of(4, 16)),
            new TopicRules(false, 2, false, 3),
            new Limits(2048, 4096, 8192),
            new GroupRules(
                List.of(
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(2),
                    Duration.ofHours(3),
                    Duration.ofDays(4)),
                Duration.ofMinutes(1),
                0,
                Duration.ZERO,
                Duration.ofMillis(5),
                Duration.ofMillis(6),
                9)),
        BrokerConfig.of(Settings.of(ConfigFile.parse("x", text), BrokerKeys.ALL), MEMORY));
  }
}
