package io.diglot.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.topic.TopicSpec;
import io.diglot.kafka.records.Batches;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.ProduceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Fetch returns, when, and what a session (KIP-227) leaves out. */
@Timeout(60)
class FetchTest {
  private static final int VERSION = 12;
  @TempDir Path directory;
  private EmbeddedBroker broker;
  private WireClient client;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.open(directory);
    client = new WireClient(broker.port());
    broker
        .core()
        .topics()
        .create(TopicSpec.of("t", 3))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    broker.close();
  }

  @Test
  void waitsForTheFirstRecord() throws Exception {
    client.send(
        ApiKeys.FETCH, VERSION, request(30_000, 1, 0, -1, topic(partition(0, 0), partition(1, 0))));
    produce(1, Batches.plain("a"));
    assertEquals(
        Map.of(0, 0, 1, 1), counts((FetchResponse) client.receive(ApiKeys.FETCH, VERSION)));
  }

  @Test
  void waitsForAsManyBytesAsAreWanted() throws Exception {
    int size = Batches.plain("a").sizeInBytes();
    client.send(
        ApiKeys.FETCH,
        VERSION,
        request(30_000, 2 * size, 0, -1, topic(partition(0, 0), partition(1, 0))));
    produce(0, Batches.plain("a"));
    produce(1, Batches.plain("a"));
    assertEquals(
        Map.of(0, 1, 1, 1), counts((FetchResponse) client.receive(ApiKeys.FETCH, VERSION)));
  }

  @Test
  void answersWhatThereIsWhenTheTimeIsUp() throws Exception {
    produce(0, Batches.plain("a"));
    long start = System.nanoTime();
    FetchResponse answer = fetch(request(200, 1 << 20, 0, -1, topic(partition(0, 0))));
    assertEquals(Map.of(0, 1), counts(answer));
    assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() >= 200);
  }

  @Test
  void doesNotWaitWithAnErrorToTell() throws Exception {
    FetchResponse answer =
        fetch(request(30_000, 1, 0, -1, topic(partition(0, 0), partition(9, 0))));
    assertEquals(
        Errors.UNKNOWN_TOPIC_OR_PARTITION.code(),
        answer.data().responses().get(0).partitions().get(1).errorCode());
  }

  @Test
  void returnsWholeBatchesWithinTheLimitsButAtLeastOne() throws Exception {
    int size = Batches.plain("abc").sizeInBytes();
    for (int i = 0; i < 5; i++) {
      produce(0, Batches.plain("abc"));
      produce(1, Batches.plain("abc"));
    }
    assertEquals(
        Map.of(0, 2), counts(fetch(request(0, 1, 0, -1, topic(limited(0, 2 * size + 5))))));
    assertEquals(Map.of(0, 1), counts(fetch(request(0, 1, 0, -1, topic(limited(0, 1))))));
    FetchRequestData little =
        request(0, 1, 0, -1, topic(partition(0, 0), partition(1, 0))).setMaxBytes(3 * size);
    assertEquals(Map.of(0, 3, 1, 0), counts(fetch(little)));
    assertEquals(Map.of(0, 1, 1, 0), counts(fetch(little.setMaxBytes(1))));
  }

  @Test
  void aBatchMayBeginBeforeTheOffset() throws Exception {
    produce(0, Batches.plain("a", "b", "c"));
    FetchResponse answer = fetch(request(0, 1, 0, -1, topic(partition(0, 2))));
    MemoryRecords records =
        (MemoryRecords) answer.data().responses().get(0).partitions().get(0).records();
    assertEquals(0, records.batches().iterator().next().baseOffset());
  }

  @Test
  void zstdIsKeptFromConsumersThatDoNotKnowIt() throws Exception {
    produce(0, Batches.plain("a"));
    produce(0, Batches.compressed(Compression.zstd().build(), "b"));
    FetchRequestData first = request(0, 1, 0, -1, topic(partition(0, 0)));
    assertEquals(Map.of(0, 1), counts((FetchResponse) client.call(ApiKeys.FETCH, 9, first)));
    FetchRequestData second = request(0, 1, 0, -1, topic(partition(0, 1)));
    FetchResponse refused = (FetchResponse) client.call(ApiKeys.FETCH, 9, second);
    assertEquals(
        Errors.UNSUPPORTED_COMPRESSION_TYPE.code(),
        refused.data().responses().get(0).partitions().get(0).errorCode());
    assertEquals(Map.of(0, 2), counts((FetchResponse) client.call(ApiKeys.FETCH, 10, first)));
  }

  @Test
  void epochsOfThePastAndTheFutureAreRefused() throws Exception {
    int epoch = broker.core().queues().leaderEpoch();
    assertEquals(Errors.NONE.code(), errorWithEpoch(epoch));
    assertEquals(Errors.UNKNOWN_LEADER_EPOCH.code(), errorWithEpoch(epoch + 1));
    broker.close();
    broker = EmbeddedBroker.open(directory);
    client.close();
    client = new WireClient(broker.port());
    assertEquals(Errors.NONE.code(), errorWithEpoch(broker.core().queues().leaderEpoch()));
  }

  private short errorWithEpoch(int epoch) throws Exception {
    FetchPartition asked = partition(0, 0).setCurrentLeaderEpoch(epoch);
    return fetch(request(0, 1, 0, -1, topic(asked)))
        .data()
        .responses()
        .get(0)
        .partitions()
        .get(0)
        .errorCode();
  }

  @Test
  void aSessionTellsOnlyNews() throws Exception {
    produce(0, Batches.plain("a"));
    FetchResponse full =
        fetch(request(0, 1, 0, 0, topic(partition(0, 0), partition(1, 0), partition(2, 0))));
    int session = full.sessionId();
    assertNotEquals(0, session);
    assertEquals(Map.of(0, 1, 1, 0, 2, 0), counts(full));
    assertEquals(Map.of(), counts(fetch(request(0, 1, session, 1, topic(partition(0, 1))))));
    produce(2, Batches.plain("b"));
    assertEquals(Map.of(2, 1), counts(fetch(request(0, 1, session, 2))));
    FetchRequestData forget =
        request(0, 1, session, 3, topic(partition(1, 0)))
            .setForgottenTopicsData(
                List.of(new ForgottenTopic().setTopic("t").setPartitions(List.of(2))));
    assertEquals(Map.of(), counts(fetch(forget)));
    assertEquals(Errors.INVALID_FETCH_SESSION_EPOCH, fetch(request(0, 1, session, 3)).error());
    assertEquals(Errors.FETCH_SESSION_ID_NOT_FOUND, fetch(request(0, 1, session + 1, 4)).error());
    FetchRequestData byId = request(0, 1, session, 4);
    assertEquals(
        Errors.FETCH_SESSION_TOPIC_ID_ERROR,
        ((FetchResponse) client.call(ApiKeys.FETCH, 13, byId)).error());
    assertEquals(0, fetch(request(0, 1, session, -1, topic(partition(0, 1)))).sessionId());
    assertEquals(Errors.FETCH_SESSION_ID_NOT_FOUND, fetch(request(0, 1, session, 4)).error());
  }

  @Test
  void aWaitingSessionIsWokenToo() throws Exception {
    int session = fetch(request(0, 1, 0, 0, topic(partition(0, 0), partition(1, 0)))).sessionId();
    client.send(ApiKeys.FETCH, VERSION, request(30_000, 1, session, 1));
    produce(1, Batches.plain("a"));
    assertEquals(Map.of(1, 1), counts((FetchResponse) client.receive(ApiKeys.FETCH, VERSION)));
  }

  private FetchResponse fetch(FetchRequestData request) throws Exception {
    return (FetchResponse) client.call(ApiKeys.FETCH, VERSION, request);
  }

  private void produce(int partition, MemoryRecords records) throws Exception {
    try (WireClient producer = new WireClient(broker.port())) {
      ProduceResponse answer =
          (ProduceResponse)
              producer.call(
                  ApiKeys.PRODUCE, 9, Batches.request("t", Uuid.ZERO_UUID, partition, records));
      assertEquals(
          0, answer.data().responses().iterator().next().partitionResponses().get(0).errorCode());
    }
  }

  private static FetchRequestData request(
      int maxWait, int minBytes, int session, int epoch, FetchTopic... topics) {
    return new FetchRequestData()
        .setReplicaId(-1)
        .setMaxWaitMs(maxWait)
        .setMinBytes(minBytes)
        .setMaxBytes(1 << 20)
        .setSessionId(session)
        .setSessionEpoch(epoch)
        .setTopics(List.of(topics));
  }

  private static FetchTopic topic(FetchPartition... partitions) {
    return new FetchTopic().setTopic("t").setPartitions(List.of(partitions));
  }

  private static FetchPartition partition(int number, long offset) {
    return new FetchPartition()
        .setPartition(number)
        .setFetchOffset(offset)
        .setPartitionMaxBytes(1 << 20);
  }

  private static FetchPartition limited(int number, int maxBytes) {
    return partition(number, 0).setPartitionMaxBytes(maxBytes);
  }

  /** How many batches each partition in the answer has. */
  private static Map<Integer, Integer> counts(FetchResponse answer) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (FetchableTopicResponse topic : answer.data().responses()) {
      for (PartitionData partition : topic.partitions()) {
        int batches = 0;
        for (var unused : ((MemoryRecords) partition.records()).batches()) {
          batches++;
        }
        counts.put(partition.partitionIndex(), batches);
      }
    }
    return counts;
  }
}
