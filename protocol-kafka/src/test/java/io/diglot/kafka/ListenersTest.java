package io.diglot.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.Core;
import io.diglot.core.topic.TopicSpec;
import io.diglot.kafka.KafkaConfig.Endpoint;
import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.MetadataResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a listener tells its clients, whom it keeps, and which configuration makes no sense. */
@Timeout(60)
class ListenersTest {
  @TempDir Path directory;

  @Test
  void eachListenerAdvertisesItsOwnAddress() throws Exception {
    KafkaConfig config =
        KafkaConfig.standard(
            EmbeddedBroker.CLUSTER,
            EmbeddedBroker.NODE,
            List.of(
                Endpoint.of("127.0.0.1", 0),
                new Endpoint("127.0.0.1", 0, "outside.example", 19092)));
    try (EmbeddedBroker broker = EmbeddedBroker.open(directory, Durability.ASYNC_FLUSH, config)) {
      assertEquals(new Node(7, "127.0.0.1", broker.port(0)), nodeToldAt(broker.port(0)));
      assertEquals(new Node(7, "outside.example", 19092), nodeToldAt(broker.port(1)));
    }
  }

  private static Node nodeToldAt(int port) throws IOException {
    try (WireClient client = new WireClient(port)) {
      MetadataRequestData all = new MetadataRequestData().setTopics(null);
      return ((MetadataResponse) client.call(ApiKeys.METADATA, 12, all))
          .brokers()
          .iterator()
          .next();
    }
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    try (EmbeddedBroker broker =
            EmbeddedBroker.open(
                directory, Durability.ASYNC_FLUSH, idleAfter(Duration.ofMillis(200)));
        WireClient client = new WireClient(broker.port(0))) {
      assertTrue(client.isClosedByPeer());
    }
  }

  @Test
  void aPortThatIsTakenIsToldAtOnce() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.open(directory)) {
      Core core = broker.core();
      KafkaConfig same =
          KafkaConfig.standard(
              EmbeddedBroker.CLUSTER, 1, List.of(Endpoint.of("127.0.0.1", broker.port())));
      assertThrows(
          IOException.class,
          () ->
              KafkaServer.start(same, core, InstantSource.system(), RandomGenerator.getDefault()));
    }
  }

  @Test
  void rocketMqsOwnTopicsAreNotListedButCanBeNamed() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.open(directory);
        WireClient client = new WireClient(broker.port())) {
      for (String name : List.of("mine", "%RETRY%g", "TBW102", "RMQ_SYS_TRACE_TOPIC")) {
        broker
            .core()
            .topics()
            .create(TopicSpec.of(name, 1))
            .toCompletableFuture()
            .get(30, TimeUnit.SECONDS);
      }
      MetadataRequestData all = new MetadataRequestData().setTopics(null);
      MetadataResponse listed = (MetadataResponse) client.call(ApiKeys.METADATA, 12, all);
      assertEquals(
          List.of("mine"), listed.topicMetadata().stream().map(topic -> topic.topic()).toList());
      MetadataRequestData retry =
          new MetadataRequestData()
              .setTopics(
                  List.of(new MetadataRequestData.MetadataRequestTopic().setName("%RETRY%g")));
      MetadataResponse named = (MetadataResponse) client.call(ApiKeys.METADATA, 12, retry);
      assertEquals(1, named.data().topics().find("%RETRY%g").partitions().size());
    }
  }

  @Test
  void configurationsThatMakeNoSenseAreRefused() {
    Endpoint endpoint = Endpoint.of("127.0.0.1", 0);
    assertThrows(
        IllegalArgumentException.class, () -> KafkaConfig.standard("", 1, List.of(endpoint)));
    assertThrows(
        IllegalArgumentException.class, () -> KafkaConfig.standard("c", -1, List.of(endpoint)));
    assertThrows(IllegalArgumentException.class, () -> KafkaConfig.standard("c", 1, List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> KafkaConfig.standard("c", 1, List.of(Endpoint.of("", 0))));
    assertThrows(
        IllegalArgumentException.class,
        () -> KafkaConfig.standard("c", 1, List.of(endpoint)).withMaxRequestBytes(0));
    assertThrows(IllegalArgumentException.class, () -> idleAfter(Duration.ZERO));
  }

  @Test
  void defaultsAreKafkasButForTheSendBuffer() {
    KafkaConfig standard = EmbeddedBroker.config();
    assertEquals(104_857_600, standard.maxRequestBytes());
    assertEquals(600_000, standard.maxIdle().toMillis());
    assertEquals(3, standard.ioThreads());
    assertEquals(524_288, standard.sendBufferBytes());
    assertEquals(57_671_680, standard.fetchMaxBytes());
    assertEquals(1000, standard.fetchSessions());
  }

  private static KafkaConfig idleAfter(Duration idle) {
    KafkaConfig standard = EmbeddedBroker.config();
    return new KafkaConfig(
        standard.clusterId(),
        standard.nodeId(),
        standard.listeners(),
        standard.maxRequestBytes(),
        idle,
        1,
        standard.sendBufferBytes(),
        standard.fetchMaxBytes(),
        standard.fetchSessions(),
        standard.conversionCacheBytes());
  }
}
