package io.diglot.benchmarks.nullbroker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.remoting.Command;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingClient;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's real clients, and bare RocketMQ requests, against a null broker in this process. */
@Timeout(60)
class NullBrokerTest {
  private static final String TOPIC = "t";
  private static final int QUEUES = 3;
  private static final int RECORDS = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path directory;
  private NullBroker broker;

  @BeforeEach
  void start() throws IOException, ExecutionException, InterruptedException {
    start(Optional.empty());
  }

  private void start(Optional<NullStore> store)
      throws IOException, ExecutionException, InterruptedException {
    broker = NullBroker.start(0, 0, store);
    try (Admin admin = Admin.create(settings(Map.of()))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(QUEUES), Optional.empty())))
          .all()
          .get();
    }
  }

  @AfterEach
  void stop() throws IOException {
    broker.close();
  }

  private Map<String, Object> settings(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", "127.0.0.1:" + broker.kafkaPort());
    return settings;
  }

  private List<RecordMetadata> produce(int count, Map<String, Object> more)
      throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings(more), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        sent.add(producer.send(new ProducerRecord<>(TOPIC, i % QUEUES, null, new byte[100])));
      }
    }
    List<RecordMetadata> answers = new ArrayList<>();
    for (Future<RecordMetadata> each : sent) {
      answers.add(each.get());
    }
    return answers;
  }

  @Test
  void storesWhatKafkaProducersSend() throws ExecutionException, InterruptedException, IOException {
    stop();
    start(Optional.of(WrittenStore.in(directory)));
    produce(RECORDS, Map.of());
    byte[] stored = Files.readAllBytes(directory.resolve(NullStore.FILE));
    int count = 0;
    for (Record each : MemoryRecords.readableRecords(ByteBuffer.wrap(stored)).records()) {
      assertEquals(100, each.valueSize());
      count++;
    }
    assertEquals(RECORDS, count);
  }

  @Test
  void storesWhatRocketProducersSend()
      throws ExecutionException, InterruptedException, IOException {
    stop();
    start(Optional.of(ForcedStore.in(directory)));
    try (Rocket rocket = new Rocket()) {
      ByteBuf body = Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8);
      Map<String, String> fields = Map.of("b", TOPIC, "e", "1");
      try (Answer sent = rocket.call(RequestCode.SEND_MESSAGE_V2, fields, body)) {
        assertEquals("0", sent.field("queueOffset"));
      }
    }
    assertEquals("hello", Files.readString(directory.resolve(NullStore.FILE)).replace("\0", ""));
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> more) {
    return new KafkaConsumer<>(
        settings(more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** The offsets of a queue's records, in the order in which they came. */
  private static Map<Integer, List<Long>> take(KafkaConsumer<byte[], byte[]> consumer, int count) {
    Map<Integer, List<Long>> offsets = new HashMap<>();
    for (int taken = 0; taken < count; ) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(PATIENCE)) {
        assertEquals(1024, each.value().length);
        offsets.computeIfAbsent(each.partition(), queue -> new ArrayList<>()).add(each.offset());
        taken++;
      }
    }
    return offsets;
  }

  private static void assertInOrder(long first, int count, List<Long> offsets) {
    List<Long> expected = new ArrayList<>();
    for (long offset = first; offset < first + count; offset++) {
      expected.add(offset);
    }
    assertEquals(expected, offsets);
  }

  @Test
  void acknowledgesWhatKafkaProducersSend() throws ExecutionException, InterruptedException {
    List<RecordMetadata> plain = produce(RECORDS, Map.of());
    assertEquals((RECORDS - 1) / QUEUES, plain.get(RECORDS - 1).offset());
    List<RecordMetadata> packed = produce(QUEUES, Map.of("compression.type", "lz4"));
    assertEquals((RECORDS - 1) / QUEUES + 1, packed.get(0).offset());
  }

  @Test
  void givesAKafkaGroupAsManyRecordsAsWereSent() throws ExecutionException, InterruptedException {
    produce(RECORDS, Map.of());
    Map<String, Object> group = Map.of("group.id", "g", "auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(group)) {
      consumer.subscribe(Set.of(TOPIC));
      Map<Integer, List<Long>> offsets = take(consumer, RECORDS);
      for (int queue = 0; queue < QUEUES; queue++) {
        int count = (RECORDS - queue + QUEUES - 1) / QUEUES;
        assertInOrder(0, count, offsets.get(queue));
      }
      consumer.commitSync();
    }
  }

  @Test
  void wakesAKafkaConsumerThatWaitsAtTheEnd() throws ExecutionException, InterruptedException {
    produce(RECORDS, Map.of());
    // Only an append wakes a consumer that has more patience than the test.
    KafkaConsumer<byte[], byte[]> consumer =
        consumer(Map.of("fetch.max.wait.ms", 600_000, "request.timeout.ms", 700_000));
    try {
      TopicPartition queue = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(queue));
      consumer.seekToEnd(List.of(queue));
      long end = consumer.position(queue);
      assertTrue(consumer.poll(Duration.ZERO).isEmpty());
      produce(1, Map.of());
      assertInOrder(end, 1, take(consumer, 1).get(0));
    } finally {
      consumer.close(CloseOptions.timeout(Duration.ZERO)); // it waits again, and close would too
    }
  }

  @Test
  void growsTopicsAndKnowsNoOthers() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(settings(Map.of()))) {
      admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(10))).all().get();
      assertEquals(
          10,
          admin
              .describeTopics(List.of(TOPIC))
              .allTopicNames()
              .get()
              .get(TOPIC)
              .partitions()
              .size());
      ExecutionException failure =
          assertThrows(
              ExecutionException.class,
              () -> admin.describeTopics(List.of("other")).allTopicNames().get());
      assertEquals(UnknownTopicOrPartitionException.class, failure.getCause().getClass());
    }
  }

  @Test
  void acknowledgesWhatRocketProducersSendAndGivesItToKafkaConsumers() throws IOException {
    try (Rocket rocket = new Rocket()) {
      try (Answer route = rocket.call(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", TOPIC))) {
        assertTrue(route.text().contains("\"writeQueueNums\":" + QUEUES), route.text());
        assertTrue(route.text().contains("127.0.0.1:" + broker.rocketPort()), route.text());
      }
      Map<String, String> fields = Map.of("b", TOPIC, "e", "1");
      try (Answer sent = rocket.call(RequestCode.SEND_MESSAGE_V2, fields)) {
        assertEquals("0", sent.field("queueOffset"));
      }
      try (Answer sent = rocket.call(RequestCode.SEND_BATCH_MESSAGE, fields, batch(2))) {
        assertEquals("1", sent.field("queueOffset"));
      }
    }
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
      List<TopicPartition> queue = List.of(new TopicPartition(TOPIC, 1));
      consumer.assign(queue);
      consumer.seekToBeginning(queue);
      assertInOrder(0, 3, take(consumer, 3).get(1));
    }
  }

  @Test
  void givesRocketConsumersMessagesWithoutEnd() {
    try (Rocket rocket = new Rocket();
        Answer pulled = rocket.call(RequestCode.PULL_MESSAGE, Map.of("queueOffset", "64"))) {
      assertEquals("96", pulled.field("nextBeginOffset"));
      ByteBuf body = pulled.command().body();
      long offset = 64;
      for (int at = 0; at < body.readableBytes(); at += body.getInt(at)) {
        assertEquals(offset++, body.getLong(at + StoredMessageCodec.QUEUE_OFFSET_FIELD));
      }
      assertEquals(96, offset);
    }
  }

  @Test
  void tellsRocketConsumersThatTheyAreAlone() {
    try (Rocket rocket = new Rocket()) {
      ByteBuf about = Unpooled.copiedBuffer("{\"clientID\":\"me\"}", StandardCharsets.UTF_8);
      rocket.call(RequestCode.HEART_BEAT, Map.of(), about).close();
      try (Answer members = rocket.call(RequestCode.GET_CONSUMER_LIST_BY_GROUP, Map.of())) {
        assertEquals("{\"consumerIdList\":[\"me\"]}", members.text());
      }
    }
  }

  @Test
  void hasNoRouteOfATopicThatNobodyMade() {
    try (Rocket rocket = new Rocket();
        Answer route = rocket.call(RequestCode.GET_ROUTEINFO_BY_TOPIC, Map.of("topic", "other"))) {
      assertEquals(ResponseCode.TOPIC_NOT_EXIST, route.command().code());
    }
  }

  /** Messages of a batch, of which nothing is looked at but the length. */
  private static ByteBuf batch(int messages) {
    ByteBuf batch = Unpooled.buffer();
    for (int i = 0; i < messages; i++) {
      batch.writeInt(Integer.BYTES + i).writeZero(i);
    }
    return batch;
  }

  /** An answer, to be let go. */
  private record Answer(Command command) implements AutoCloseable {
    String field(String name) {
      return command.fields().text(name);
    }

    String text() {
      return command.body().toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      command.release();
    }
  }

  /** Sends requests as RocketMQ's clients do. */
  private final class Rocket implements AutoCloseable {
    private final EventLoops loops = new EventLoops("test", 1);
    private final RemotingClient client =
        new RemotingClient(loops, RemotingLimits.standard(), List.of(), PATIENCE);

    Answer call(int code, Map<String, String> fields) {
      return call(code, fields, Unpooled.EMPTY_BUFFER);
    }

    Answer call(int code, Map<String, String> fields, ByteBuf body) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.rocketPort());
      CompletableFuture<Command> answer =
          client.call(address, Command.request(code, fields, body), PATIENCE);
      return new Answer(answer.join());
    }

    @Override
    public void close() {
      client.close();
      loops.close();
    }
  }
}
