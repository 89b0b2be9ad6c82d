package io.diglot.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The newest Java clients against a broker in this process. */
@Timeout(120)
class RealClientsTest {
  @TempDir Path directory;
  private EmbeddedBroker broker;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.open(directory);
  }

  @AfterEach
  void close() throws Exception {
    broker.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void recordsComeBackAsTheyWereSent(String compression) throws Exception {
    List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      ProducerRecord<byte[], byte[]> next =
          new ProducerRecord<>(
              "t", 0, 1_700_000_000_000L + i, i % 3 == 0 ? null : bytes("k" + i), value(i));
      next.headers()
          .add("h", bytes("1"))
          .add("h", new byte[] {0, -1})
          .add(new RecordHeader("null", (byte[]) null));
      sent.add(next);
    }
    try (KafkaProducer<byte[], byte[]> producer =
        producer(Map.of("compression.type", compression, "linger.ms", 20))) {
      List<Future<RecordMetadata>> pending = sent.stream().map(producer::send).toList();
      for (Future<RecordMetadata> each : pending) {
        each.get();
      }
    }
    List<ConsumerRecord<byte[], byte[]>> got = read("t", 300);
    for (int i = 0; i < 300; i++) {
      assertEquals(i, got.get(i).offset());
      assertEquals(sent.get(i).timestamp(), got.get(i).timestamp());
      assertArrayEquals(sent.get(i).key(), got.get(i).key());
      assertArrayEquals(sent.get(i).value(), got.get(i).value());
      assertArrayEquals(sent.get(i).headers().toArray(), got.get(i).headers().toArray());
    }
  }

  private static byte[] value(int i) {
    return i % 7 == 0 ? null : i % 5 == 0 ? new byte[0] : bytes("value " + i);
  }

  @Test
  void nativeMessagesComeBetweenBatchesInOrder() throws Exception {
    long queue = 0;
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>("mixed", 0, null, bytes("0"))).get();
      queue = broker.core().topics().find("mixed").orElseThrow().queueKey(0);
      broker.core().queues().append(PlainTextDecoder.draft(queue, "k1|tagA|1"));
      broker.core().queues().append(PlainTextDecoder.draft(queue, "k2|tagB|2"));
      producer.send(new ProducerRecord<>("mixed", 0, null, bytes("3"))).get();
      broker.core().queues().append(PlainTextDecoder.draft(queue, "k4|tagC|4"));
    }
    List<ConsumerRecord<byte[], byte[]>> got = read("mixed", 5);
    for (int i = 0; i < 5; i++) {
      assertEquals(i, got.get(i).offset());
      assertArrayEquals(bytes(Integer.toString(i)), got.get(i).value());
    }
    assertArrayEquals(bytes("k2"), got.get(2).key());
    assertEquals(PlainTextDecoder.BORN, got.get(2).timestamp());
    assertArrayEquals(bytes("tagB"), got.get(2).headers().lastHeader("TAGS").value());
    assertArrayEquals(bytes("7F000001"), got.get(2).headers().lastHeader("UNIQ_KEY").value());
  }

  @Test
  void adminCreatesDescribesGrowsAndDeletesTopics() throws Exception {
    try (Admin admin = admin()) {
      Uuid id = admin.createTopics(List.of(new NewTopic("t", 3, (short) 1))).topicId("t").get();
      TopicDescription described =
          admin.describeTopics(List.of("t")).allTopicNames().get().get("t");
      assertEquals(id, described.topicId());
      assertEquals(3, described.partitions().size());
      assertEquals(EmbeddedBroker.NODE, described.partitions().get(2).leader().id());
      assertFails(TopicExistsException.class, () -> create(admin, new NewTopic("t", 1, (short) 1)));
      assertFails(
          InvalidReplicationFactorException.class,
          () -> create(admin, new NewTopic("u", 1, (short) 3)));
      assertFails(
          InvalidTopicException.class, () -> create(admin, new NewTopic("no/slash", 1, (short) 1)));
      admin.createPartitions(Map.of("t", NewPartitions.increaseTo(5))).all().get();
      assertEquals(
          5, admin.describeTopics(List.of("t")).allTopicNames().get().get("t").partitions().size());
      assertEquals(Set.of("t"), admin.listTopics().names().get());
      admin.deleteTopics(List.of("t")).all().get();
      assertFails(
          UnknownTopicOrPartitionException.class,
          () -> admin.describeTopics(List.of("t")).allTopicNames().get());
      Uuid again = admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).topicId("t").get();
      assertTrue(!again.equals(id), "a topic created anew has a new id");
    }
  }

  @Test
  void adminReadsAndChangesSettings() throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "t");
    ConfigResource node =
        new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(EmbeddedBroker.NODE));
    try (Admin admin = admin()) {
      create(admin, new NewTopic("t", 1, (short) 1).configs(Map.of("retention.ms", "1000")));
      ConfigEntry retention = config(admin, topic).get("retention.ms");
      assertEquals("1000", retention.value());
      assertEquals(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG, retention.source());
      admin
          .incrementalAlterConfigs(
              Map.of(
                  topic,
                  List.of(
                      op("retention.ms", "", AlterConfigOp.OpType.DELETE),
                      op("cleanup.policy", "compact", AlterConfigOp.OpType.APPEND),
                      op("max.message.bytes", "2000", AlterConfigOp.OpType.SET))))
          .all()
          .get();
      Config changed = config(admin, topic);
      assertEquals("604800000", changed.get("retention.ms").value());
      assertEquals(ConfigEntry.ConfigSource.DEFAULT_CONFIG, changed.get("retention.ms").source());
      assertEquals("compact,delete", changed.get("cleanup.policy").value());
      assertEquals("2000", changed.get("max.message.bytes").value());
      assertEquals("7", config(admin, node).get("node.id").value());
      assertTrue(config(admin, node).get("num.partitions").isReadOnly());
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("batch.size", 0))) {
      assertFails(
          RecordTooLargeException.class,
          () -> producer.send(new ProducerRecord<>("t", 0, bytes("k"), new byte[5000])).get());
    }
  }

  @Test
  void offsetsByTimeAndDeletedRecords() throws Exception {
    TopicPartition partition = new TopicPartition("t", 0);
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        Admin admin = admin()) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>("t", 0, 1000L * (i + 1), null, bytes("v" + i))).get();
      }
      assertEquals(0, offset(admin, partition, OffsetSpec.earliest()));
      assertEquals(10, offset(admin, partition, OffsetSpec.latest()));
      assertEquals(9, offset(admin, partition, OffsetSpec.maxTimestamp()));
      assertEquals(5, offset(admin, partition, OffsetSpec.forTimestamp(5500)));
      assertEquals(-1, offset(admin, partition, OffsetSpec.forTimestamp(99_000)));
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4))).all().get();
      assertEquals(4, offset(admin, partition, OffsetSpec.earliest()));
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
      OffsetAndTimestamp found = consumer.offsetsForTimes(Map.of(partition, 7500L)).get(partition);
      assertEquals(7, found.offset());
      assertEquals(8000, found.timestamp());
    }
    assertEquals(4, read("t", 6).get(0).offset());
  }

  @Test
  void theBrokersTimeReplacesTheProducersWhereTheTopicWantsIt() throws Exception {
    try (Admin admin = admin()) {
      create(
          admin,
          new NewTopic("t", 1, (short) 1)
              .configs(Map.of("message.timestamp.type", "LogAppendTime")));
    }
    long before = System.currentTimeMillis();
    RecordMetadata sent;
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("compression.type", "gzip"))) {
      sent = producer.send(new ProducerRecord<>("t", 0, 1000L, null, bytes("a"))).get();
    }
    ConsumerRecord<byte[], byte[]> got = read("t", 1).get(0);
    assertTrue(got.timestamp() >= before, "the broker's time");
    assertEquals(sent.timestamp(), got.timestamp());
    assertEquals(TimestampType.LOG_APPEND_TIME, got.timestampType());
  }

  @Test
  void aCompactedTopicWantsKeys() throws Exception {
    try (Admin admin = admin()) {
      create(admin, new NewTopic("t", 1, (short) 1).configs(Map.of("cleanup.policy", "compact")));
    }
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("compression.type", "lz4"))) {
      assertFails(
          InvalidRecordException.class,
          () -> producer.send(new ProducerRecord<>("t", 0, null, bytes("no key"))).get());
      assertEquals(
          0, producer.send(new ProducerRecord<>("t", 0, bytes("k"), bytes("v"))).get().offset());
    }
  }

  @Test
  void producerGoesOnAfterARestart() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>("t", 0, null, bytes("a"))).get();
    }
    Result<Topic> before = Result.ok(broker.core().topics().find("t").orElseThrow());
    broker.close();
    broker = EmbeddedBroker.open(directory);
    assertEquals(before, Result.ok(broker.core().topics().find("t").orElseThrow()));
    try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
      RecordMetadata second = producer.send(new ProducerRecord<>("t", 0, null, bytes("b"))).get();
      assertEquals(1, second.offset());
    }
    assertArrayEquals(bytes("b"), read("t", 2).get(1).value());
  }

  private static AlterConfigOp op(String name, String value, AlterConfigOp.OpType type) {
    return new AlterConfigOp(new ConfigEntry(name, value), type);
  }

  private static Config config(Admin admin, ConfigResource resource) throws Exception {
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }

  private static long offset(Admin admin, TopicPartition partition, OffsetSpec spec)
      throws Exception {
    return admin.listOffsets(Map.of(partition, spec)).partitionResult(partition).get().offset();
  }

  private static void create(Admin admin, NewTopic topic) throws Exception {
    admin.createTopics(List.of(topic)).all().get();
  }

  private static void assertFails(
      Class<? extends Throwable> cause, org.junit.jupiter.api.function.Executable action) {
    assertEquals(cause, assertThrows(ExecutionException.class, action).getCause().getClass());
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> got = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        consumer(Map.of("auto.offset.reset", "earliest"))) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      while (got.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(got::add);
      }
    }
    assertEquals(count, got.size());
    return got;
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    return new KafkaProducer<>(config(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    return new KafkaConsumer<>(
        config(more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private Admin admin() {
    return Admin.create(config(Map.of()));
  }

  private Map<String, Object> config(Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("bootstrap.servers", broker.address());
    return config;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
