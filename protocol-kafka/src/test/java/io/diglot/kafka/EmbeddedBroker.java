package io.diglot.kafka;

import io.diglot.core.Core;
import io.diglot.core.CoreConfig;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.kafka.KafkaConfig.Endpoint;
import io.diglot.kafka.records.KafkaRecordDecoder;
import io.diglot.kafka.records.KafkaStampReader;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** A core with Kafka's server on a free port of the loopback interface. */
final class EmbeddedBroker implements AutoCloseable {
  static final String CLUSTER = "diglot-test-cluster-00";
  static final int NODE = 7;

  private final Core core;
  private final KafkaServer server;

  private EmbeddedBroker(Core core, KafkaServer server) {
    this.core = core;
    this.server = server;
  }

  static EmbeddedBroker open(Path directory) throws IOException {
    return open(directory, Durability.ASYNC_FLUSH, config());
  }

  static EmbeddedBroker open(Path directory, Durability durability, KafkaConfig config)
      throws IOException {
    LogConfig log = new LogConfig(16 << 20, durability, Duration.ofMillis(500), 64 << 20);
    RandomGenerator random = RandomGenerator.getDefault();
    Core.CoreParts parts =
        new Core.CoreParts(
            InstantSource.system(),
            random,
            new KafkaStampReader(),
            List.<RecordDecoder>of(new KafkaRecordDecoder(), new PlainTextDecoder()));
    Core core = Core.open(CoreConfig.standard(log, List.of()), LocalSegments.in(directory), parts);
    return new EmbeddedBroker(
        core, KafkaServer.start(config, core, InstantSource.system(), random));
  }

  static KafkaConfig config() {
    return KafkaConfig.standard(CLUSTER, NODE, List.of(Endpoint.of("127.0.0.1", 0)));
  }

  Core core() {
    return core;
  }

  int port() {
    return port(0);
  }

  int port(int listener) {
    return server.ports().get(listener);
  }

  String address() {
    return "127.0.0.1:" + port();
  }

  @Override
  public void close() throws IOException {
    server.close();
    core.close();
  }
}
