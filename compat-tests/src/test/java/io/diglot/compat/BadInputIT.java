package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.broker.DiglotProcess;
import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Peer;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.RocketPeer;
import io.diglot.compat.peer.Sender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What hostile or broken clients get, and that nobody else notices them. */
class BadInputIT {
  private static final long SEED = 20260101;
  private static final long BOUND = 64 << 20;

  private static DiglotProcess broker;
  private static final Map<Protocol, Peer> peers = new EnumMap<>(Protocol.class);

  /** The ports. */
  enum Port {
    KAFKA,
    ROCKETMQ,
    NAMESERVER;

    int number() {
      return switch (this) {
        case KAFKA -> broker.kafkaPort();
        case ROCKETMQ -> broker.nativePort();
        case NAMESERVER -> broker.nameserverPort();
      };
    }
  }

  @BeforeAll
  static void start() {
    broker =
        DiglotProcess.start(Brokers.temporary("bad-input"), Map.of("maxMessageSize", "1048576"));
    for (Protocol protocol : Protocol.values()) {
      peers.put(protocol, Brokers.connect(protocol, broker.endpoints()));
      peers.get(protocol).createTopic("good-" + protocol, 1);
    }
  }

  @AfterAll
  static void stop() {
    peers.values().forEach(Peer::close);
    broker.close();
  }

  /** Whatever a test did: the broker runs, and serves others. */
  @AfterEach
  void othersAreServed() {
    assertTrue(broker.process().isAlive(), broker.process().output());
    for (Protocol protocol : Protocol.values()) {
      String topic = "good-" + protocol;
      long end = peers.get(protocol).end(topic, 0);
      try (Sender sender = peers.get(protocol).sender(Map.of())) {
        assertEquals(end, sender.send(topic, 0, Message.of("undisturbed")).offset());
      }
    }
  }

  private static ByteBuffer length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).flip();
  }

  @ParameterizedTest
  @EnumSource
  void oversizeFrameClosesTheConnection(Port port) throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1, 1 << 30}) {
      try (RawConnection connection = new RawConnection(port.number())) {
        connection.write(length(length));
        assertTrue(connection.isClosedByBroker(), "length " + length);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void garbageClosesTheConnection(Port port) throws IOException {
    Random random = new Random(SEED);
    for (int i = 0; i < 20; i++) {
      byte[] garbage = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(garbage);
      try (RawConnection connection = new RawConnection(port.number())) {
        connection.write(length(garbage.length));
        connection.write(ByteBuffer.wrap(garbage));
        connection.endOutput();
        assertTrue(connection.isClosedByBroker(), "garbage number " + i + " of seed " + SEED);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void truncatedFrameCostsNothing(Port port) throws IOException {
    for (int i = 0; i < 50; i++) {
      try (RawConnection connection = new RawConnection(port.number())) {
        connection.write(length(1_000));
        connection.write(ByteBuffer.wrap(new byte[i]));
      }
    }
  }

  @Test
  void unknownRequestCodeIsAnswered() throws IOException {
    for (Port port : List.of(Port.ROCKETMQ, Port.NAMESERVER)) {
      try (RawConnection connection = new RawConnection(port.number())) {
        byte[] header =
            "{\"code\":30999,\"language\":\"JAVA\",\"version\":513,\"opaque\":77,\"flag\":0}"
                .getBytes(StandardCharsets.UTF_8);
        connection.write(
            ByteBuffer.allocate(8 + header.length)
                .putInt(4 + header.length)
                .putInt(header.length)
                .put(header)
                .flip());
        String answer = StandardCharsets.UTF_8.decode(connection.readFrame()).toString();
        assertTrue(answer.contains("\"code\":3") && answer.contains("\"opaque\":77"), answer);
      }
    }
  }

  private static ByteBuffer apiVersions(short apiKey, short version) {
    RequestHeader header = new RequestHeader(ApiKeys.API_VERSIONS, (short) 3, "raw", 5);
    ByteBuffer request =
        new ApiVersionsRequest.Builder().build((short) 3).serializeWithHeader(header);
    ByteBuffer frame =
        ByteBuffer.allocate(4 + request.remaining())
            .putInt(request.remaining())
            .put(request)
            .flip();
    return frame.putShort(4, apiKey).putShort(6, version);
  }

  @Test
  void tooNewApiVersionsIsAnsweredWithTheOldest() throws IOException {
    try (RawConnection connection = new RawConnection(broker.kafkaPort())) {
      connection.write(apiVersions(ApiKeys.API_VERSIONS.id, (short) 99));
      ByteBuffer answer = connection.readFrame();
      assertEquals(5, answer.getInt());
      assertEquals(35, answer.getShort(), "UNSUPPORTED_VERSION");
      assertEquals(1, answer.getInt(), "APIs that are listed: this one alone (KIP-511)");
      assertEquals(ApiKeys.API_VERSIONS.id, answer.getShort());
      assertEquals(0, answer.getShort(), "least version");
      assertTrue(answer.getShort() >= 4, "greatest version");
    }
  }

  @Test
  void unknownApiClosesTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(broker.kafkaPort())) {
      connection.write(apiVersions((short) 999, (short) 0));
      assertTrue(connection.isClosedByBroker());
    }
  }

  @Test
  void clientThatStopsReadingIsNoLongerRead() throws IOException {
    ByteBuffer requests = ByteBuffer.allocate(1 << 16);
    ByteBuffer one = apiVersions(ApiKeys.API_VERSIONS.id, (short) 3);
    while (requests.remaining() > one.limit()) {
      requests.put(one.rewind());
    }
    requests.flip();
    try (RawConnection connection = new RawConnection(broker.kafkaPort())) {
      long taken = connection.writeUntilItBlocks(requests, BOUND);
      assertTrue(taken < BOUND, "the broker took " + taken + " bytes of requests");
      othersAreServed();
    }
  }

  private static Map<String, Object> kafka() {
    return Map.of(
        "bootstrap.servers",
        broker.endpoints().kafka(),
        "key.serializer",
        ByteArraySerializer.class,
        "value.serializer",
        ByteArraySerializer.class,
        "key.deserializer",
        ByteArrayDeserializer.class,
        "value.deserializer",
        ByteArrayDeserializer.class,
        "max.request.size",
        8 << 20,
        "auto.offset.reset",
        "none");
  }

  @Test
  void tooLargeRecordIsRefused() {
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(kafka())) {
      var sent = producer.send(new ProducerRecord<>("good-KAFKA", new byte[2 << 20]));
      assertInstanceOf(
          RecordTooLargeException.class,
          assertThrows(ExecutionException.class, sent::get).getCause());
    }
  }

  @Test
  void tooLargeMessageIsRefused() throws Exception {
    DefaultMQProducer producer =
        RocketPeer.configured(new DefaultMQProducer("too-large"), broker.endpoints().nameserver());
    producer.setMaxMessageSize(8 << 20);
    producer.setCompressMsgBodyOverHowmuch(Integer.MAX_VALUE);
    producer.start();
    try {
      var message =
          new org.apache.rocketmq.common.message.Message("good-ROCKETMQ", new byte[2 << 20]);
      assertEquals(
          13,
          assertThrows(MQBrokerException.class, () -> producer.send(message)).getResponseCode());
    } finally {
      producer.shutdown();
    }
  }

  @Test
  void illegalTopicNamesAreRefusedAtOnce() throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", broker.endpoints().kafka()))) {
      for (String name : List.of("a b", "..", "x".repeat(250), "ü")) {
        var created = admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all();
        assertInstanceOf(
            InvalidTopicException.class,
            assertThrows(ExecutionException.class, created::get).getCause(),
            name);
      }
    }
  }

  @Test
  void fetchOutOfRangeIsTold() {
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(kafka())) {
      TopicPartition queue = new TopicPartition("good-KAFKA", 0);
      consumer.assign(List.of(queue));
      consumer.seek(queue, 1_000_000);
      assertThrows(
          OffsetOutOfRangeException.class,
          () -> {
            for (int i = 0; i < 50; i++) {
              var unused = consumer.poll(Duration.ofMillis(200));
            }
          });
    }
  }

  @Test
  void readerGoesOnAfterWhatWasRefused() {
    try (Receiver reader = peers.get(Protocol.ROCKETMQ).reader("good-KAFKA");
        Sender sender = peers.get(Protocol.KAFKA).sender(Map.of())) {
      sender.send("good-KAFKA", 0, Message.of("fine"));
      int end = Math.toIntExact(peers.get(Protocol.KAFKA).end("good-KAFKA", 0));
      assertEquals("fine", reader.take(end).get(end - 1).message().value());
    }
  }
}
