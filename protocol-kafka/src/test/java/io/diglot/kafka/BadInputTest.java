package io.diglot.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.topic.TopicSpec;
import io.diglot.kafka.records.Batches;
import io.diglot.store.LogConfig.Durability;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ProduceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do what they should not, and the order of those that do as they should. */
@Timeout(60)
class BadInputTest {
  private static final int MAX_REQUEST = 1 << 20;
  @TempDir Path directory;
  private EmbeddedBroker broker;
  private WireClient client;

  @BeforeEach
  void open() throws Exception {
    KafkaConfig config = EmbeddedBroker.config().withMaxRequestBytes(MAX_REQUEST);
    broker = EmbeddedBroker.open(directory, Durability.SYNC_FLUSH, config);
    client = new WireClient(broker.port());
    broker
        .core()
        .topics()
        .create(TopicSpec.of("t", 1))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    broker.close();
  }

  @Test
  void aRequestAboveTheLimitEndsItsConnectionOnly() throws Exception {
    try (WireClient hostile = new WireClient(broker.port())) {
      hostile.sendRaw(ByteBuffer.allocate(4).putInt(MAX_REQUEST + 1).array());
      assertTrue(hostile.isClosedByPeer());
    }
    assertTrue(
        client.call(ApiKeys.METADATA, 12, new MetadataRequestData().setTopics(null)) != null);
  }

  @Test
  void aPeerThatDoesNotReadIsReadNoFurther() throws Exception {
    byte[] value = new byte[500_000];
    produce(Batches.plain(new String(value, java.nio.charset.StandardCharsets.ISO_8859_1)), 1);
    byte[] request = WireClient.frame(ApiKeys.FETCH, 12, 1, fetch());
    long taken = 0;
    try (SocketChannel greedy =
            SocketChannel.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.port()));
        Selector selector = Selector.open()) {
      greedy.configureBlocking(false);
      greedy.register(selector, SelectionKey.OP_WRITE);
      while (selector.select(1_000) > 0) {
        selector.selectedKeys().clear();
        taken += greedy.write(ByteBuffer.wrap(request));
        assertTrue(taken < 64 << 20, "the broker reads on and on");
      }
      // The greedy one is stuck; another is served.
      assertEquals(0, produce(Batches.plain("other"), 1).errorCode());
    }
  }

  private static FetchRequestData fetch() {
    FetchPartition partition =
        new FetchPartition().setPartition(0).setFetchOffset(0).setPartitionMaxBytes(1 << 20);
    return new FetchRequestData()
        .setReplicaId(-1)
        .setMaxWaitMs(0)
        .setMaxBytes(1 << 20)
        .setRackId("r".repeat(30_000))
        .setTopics(List.of(new FetchTopic().setTopic("t").setPartitions(List.of(partition))));
  }

  @Test
  void pipelinedRecordsTakeEffectInOrder() throws Exception {
    List<Integer> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sent.add(
          client.send(
              ApiKeys.PRODUCE, 9, Batches.request("t", Uuid.ZERO_UUID, 0, Batches.plain("v" + i))));
    }
    for (int i = 0; i < 200; i++) {
      ProduceResponse answer = (ProduceResponse) client.receive(ApiKeys.PRODUCE, 9);
      assertEquals(sent.get(i), client.lastCorrelation());
      assertEquals(i, partition(answer).baseOffset());
    }
  }

  @Test
  void withoutAcknowledgementsThereIsNoAnswer() throws Exception {
    client.send(
        ApiKeys.PRODUCE,
        9,
        Batches.request("t", Uuid.ZERO_UUID, 0, Batches.plain("a")).setAcks((short) 0));
    // The next answer is the next request's, and the record is there.
    assertEquals(1, produce(Batches.plain("b"), -1).baseOffset());
    client.send(
        ApiKeys.PRODUCE,
        9,
        Batches.request("missing", Uuid.ZERO_UUID, 0, Batches.plain("a")).setAcks((short) 0));
    assertTrue(client.isClosedByPeer(), "an error that cannot be told ends the connection");
  }

  @Test
  void unknownAcknowledgementsAreRefused() throws Exception {
    assertEquals(Errors.INVALID_REQUIRED_ACKS.code(), produce(Batches.plain("a"), 2).errorCode());
  }

  @Test
  void anIdempotentProducersBatchesAreTakenOnceAndInOrder() throws Exception {
    assertEquals(0, produce(Batches.idempotent(5, 0, "a", "b"), -1).baseOffset());
    assertEquals(2, produce(Batches.idempotent(5, 2, "c"), -1).baseOffset());
    assertEquals(0, produce(Batches.idempotent(5, 0, "a", "b"), -1).baseOffset());
    assertEquals(
        Errors.OUT_OF_ORDER_SEQUENCE_NUMBER.code(),
        produce(Batches.idempotent(5, 9, "z"), -1).errorCode());
    assertEquals(3, produce(Batches.idempotent(5, 3, "d"), -1).baseOffset());
  }

  private PartitionProduceResponse produce(MemoryRecords records, int acks) throws Exception {
    return partition(
        (ProduceResponse)
            client.call(
                ApiKeys.PRODUCE,
                9,
                Batches.request("t", Uuid.ZERO_UUID, 0, records).setAcks((short) acks)));
  }

  private static PartitionProduceResponse partition(ProduceResponse answer) {
    return answer.data().responses().iterator().next().partitionResponses().get(0);
  }
}
