package io.diglot.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.kafka.api.TopicIds;
import io.diglot.kafka.records.Batches;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.AlterConfigsRequestData;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.CreatePartitionsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.DeleteRecordsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DescribeClientQuotasRequestData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ListConfigResourcesRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListPartitionReassignmentsRequestData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.AlterConfigsResponse;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.DeleteRecordsResponse;
import org.apache.kafka.common.requests.DeleteTopicsResponse;
import org.apache.kafka.common.requests.DescribeClientQuotasResponse;
import org.apache.kafka.common.requests.DescribeClusterResponse;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ListConfigResourcesResponse;
import org.apache.kafka.common.requests.ListOffsetsResponse;
import org.apache.kafka.common.requests.ListPartitionReassignmentsResponse;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;
import org.apache.kafka.common.requests.ProduceResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every API in every version, over a socket, encoded and decoded by Kafka's own classes. */
@Timeout(120)
class EveryVersionTest {
  @TempDir Path directory;
  private EmbeddedBroker broker;
  private WireClient client;

  @BeforeEach
  void open() throws Exception {
    broker = EmbeddedBroker.open(directory);
    client = new WireClient(broker.port());
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    broker.close();
  }

  private static List<Integer> versions(ApiKeys key) {
    return IntStream.rangeClosed(key.oldestVersion(), key.latestVersion(false)).boxed().toList();
  }

  @Test
  void apiVersionsTellsWhatIsOffered() throws Exception {
    for (int version : versions(ApiKeys.API_VERSIONS)) {
      ApiVersionsRequestData asked =
          new ApiVersionsRequestData().setClientSoftwareName("wire").setClientSoftwareVersion("1");
      ApiVersionsResponse answer =
          (ApiVersionsResponse) client.call(ApiKeys.API_VERSIONS, version, asked);
      assertEquals(0, answer.data().errorCode());
      assertEquals(0, answer.apiVersion(ApiKeys.PRODUCE.id).minVersion());
      assertEquals(
          ApiKeys.FETCH.latestVersion(false), answer.apiVersion(ApiKeys.FETCH.id).maxVersion());
      assertNull(answer.apiVersion(ApiKeys.ADD_PARTITIONS_TO_TXN.id));
      assertTrue(answer.data().finalizedFeatures().isEmpty());
    }
  }

  @Test
  void apiVersionsSaysWhenItIsAskedByAStranger() throws Exception {
    ApiVersionsRequestData nameless = new ApiVersionsRequestData();
    assertEquals(Errors.INVALID_REQUEST.code(), apiVersions(nameless, 3));
    ApiVersionsRequestData misled =
        new ApiVersionsRequestData()
            .setClientSoftwareName("wire")
            .setClientSoftwareVersion("1")
            .setClusterId("another")
            .setNodeId(EmbeddedBroker.NODE);
    assertEquals(Errors.REBOOTSTRAP_REQUIRED.code(), apiVersions(misled, 5));
    assertEquals(Errors.NONE.code(), apiVersions(misled.setClusterId(EmbeddedBroker.CLUSTER), 5));
    assertEquals(Errors.REBOOTSTRAP_REQUIRED.code(), apiVersions(misled.setNodeId(99), 5));
  }

  private short apiVersions(ApiVersionsRequestData asked, int version) throws Exception {
    return ((ApiVersionsResponse) client.call(ApiKeys.API_VERSIONS, version, asked))
        .data()
        .errorCode();
  }

  @Test
  void metadataByNameByIdAndOfAll() throws Exception {
    create("t", 2);
    for (int version : versions(ApiKeys.METADATA)) {
      MetadataResponse byName = metadata(version, new MetadataRequestTopic().setName("t"));
      assertEquals(2, byName.data().topics().find("t").partitions().size());
      assertEquals(EmbeddedBroker.NODE, byName.brokers().iterator().next().id());
      assertEquals(broker.port(), byName.brokers().iterator().next().port());
      if (version >= 10) {
        assertEquals(topicId("t"), byName.data().topics().find("t").topicId());
      }
      MetadataResponse illegal = metadata(version, new MetadataRequestTopic().setName("no/slash"));
      assertEquals(Errors.INVALID_TOPIC_EXCEPTION, illegal.errors().get("no/slash"));
      MetadataRequestData all =
          new MetadataRequestData().setTopics(version == 0 ? List.of() : null);
      MetadataResponse everything = (MetadataResponse) client.call(ApiKeys.METADATA, version, all);
      assertEquals(1, everything.topicMetadata().size());
    }
    MetadataRequestTopic byId = new MetadataRequestTopic().setName(null).setTopicId(topicId("t"));
    for (int version : List.of(12, 13)) {
      assertEquals("t", metadata(version, byId).data().topics().iterator().next().name());
      MetadataRequestTopic unknown =
          new MetadataRequestTopic().setName(null).setTopicId(Uuid.randomUuid());
      MetadataResponseTopic answer = metadata(version, unknown).data().topics().iterator().next();
      assertEquals(Errors.UNKNOWN_TOPIC_ID.code(), answer.errorCode());
    }
  }

  @Test
  void metadataCreatesOnlyWhenAllowed() throws Exception {
    MetadataRequestData asked =
        new MetadataRequestData()
            .setTopics(List.of(new MetadataRequestTopic().setName("auto")))
            .setAllowAutoTopicCreation(false);
    MetadataResponse refused = (MetadataResponse) client.call(ApiKeys.METADATA, 12, asked);
    assertEquals(Errors.UNKNOWN_TOPIC_OR_PARTITION, refused.errors().get("auto"));
    asked.setAllowAutoTopicCreation(true);
    MetadataResponse made = (MetadataResponse) client.call(ApiKeys.METADATA, 12, asked);
    assertEquals(1, made.data().topics().find("auto").partitions().size());
  }

  private MetadataResponse metadata(int version, MetadataRequestTopic topic) throws Exception {
    MetadataRequestData asked = new MetadataRequestData().setTopics(List.of(topic));
    return (MetadataResponse) client.call(ApiKeys.METADATA, version, asked);
  }

  @Test
  void produceAndFetch() throws Exception {
    create("t", 1);
    long offset = 0;
    for (int version : versions(ApiKeys.PRODUCE)) {
      PartitionProduceResponse answer = produce(version, "t", Batches.plain("a", "b"));
      assertEquals(Errors.NONE.code(), answer.errorCode(), "Produce v" + version);
      assertEquals(offset, answer.baseOffset());
      offset += 2;
    }
    for (int version : versions(ApiKeys.FETCH)) {
      PartitionData answer = fetch(version, "t", topicId("t"), 3);
      assertEquals(Errors.NONE.code(), answer.errorCode(), "Fetch v" + version);
      assertEquals(offset, answer.highWatermark());
      assertEquals(offset, answer.lastStableOffset());
      assertEquals(2, ((MemoryRecords) answer.records()).batches().iterator().next().baseOffset());
      assertEquals(
          Errors.OFFSET_OUT_OF_RANGE.code(),
          fetch(version, "t", topicId("t"), offset + 1).errorCode());
      assertEquals(0, fetch(version, "t", topicId("t"), offset).records().sizeInBytes());
      Errors unknown = version >= 13 ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
      assertEquals(unknown.code(), fetch(version, "missing", Uuid.randomUuid(), 0).errorCode());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Errors.class,
      names = {
        "UNKNOWN_TOPIC_OR_PARTITION",
        "CORRUPT_MESSAGE",
        "INVALID_RECORD",
        "INVALID_TXN_STATE"
      })
  void produceSaysWhatIsWrong(Errors error) throws Exception {
    create("t", 1);
    MemoryRecords records =
        switch (error) {
          case CORRUPT_MESSAGE -> Batches.garbled();
          case INVALID_RECORD -> Batches.two();
          case INVALID_TXN_STATE -> Batches.transactional();
          default -> Batches.plain("a");
        };
    String topic = error == Errors.UNKNOWN_TOPIC_OR_PARTITION ? "missing" : "t";
    for (int version = 3; version < 13; version++) {
      assertEquals(
          error.code(), produce(version, topic, records).errorCode(), "Produce v" + version);
    }
    assertEquals(0, fetch(4, "t", Uuid.ZERO_UUID, 0).highWatermark());
  }

  private PartitionProduceResponse produce(int version, String topic, MemoryRecords records)
      throws Exception {
    ProduceRequestData asked =
        Batches.request(topic, version >= 13 ? topicId(topic) : Uuid.ZERO_UUID, 0, records);
    ProduceResponse answer = (ProduceResponse) client.call(ApiKeys.PRODUCE, version, asked);
    return answer.data().responses().iterator().next().partitionResponses().get(0);
  }

  private PartitionData fetch(int version, String topic, Uuid id, long offset) throws Exception {
    FetchPartition partition =
        new FetchPartition().setPartition(0).setFetchOffset(offset).setPartitionMaxBytes(1 << 20);
    FetchTopic wanted = new FetchTopic().setPartitions(List.of(partition));
    if (version >= 13) {
      wanted.setTopicId(id);
    } else {
      wanted.setTopic(topic);
    }
    FetchRequestData asked =
        new FetchRequestData()
            .setMaxWaitMs(0)
            .setMinBytes(1)
            .setMaxBytes(1 << 20)
            .setTopics(List.of(wanted));
    if (version < 15) {
      asked.setReplicaId(-1);
    }
    FetchResponse answer = (FetchResponse) client.call(ApiKeys.FETCH, version, asked);
    return answer.data().responses().get(0).partitions().get(0);
  }

  @Test
  void offsets() throws Exception {
    create("t", 1);
    produce(9, "t", Batches.plain("a", "b", "c"));
    for (int version : versions(ApiKeys.LIST_OFFSETS)) {
      assertEquals(3, listOffsets(version, "t", -1).offset(), "ListOffsets v" + version);
      assertEquals(0, listOffsets(version, "t", -2).offset());
      assertEquals(1, listOffsets(version, "t", Batches.TIMESTAMP + 1).offset());
      assertEquals(-1, listOffsets(version, "t", Batches.TIMESTAMP + 99).offset());
      assertEquals(
          Errors.UNKNOWN_TOPIC_OR_PARTITION.code(),
          listOffsets(version, "missing", -1).errorCode());
    }
    ListOffsetsPartitionResponse greatest = listOffsets(7, "t", -3);
    assertEquals(2, greatest.offset());
    assertEquals(Batches.TIMESTAMP + 2, greatest.timestamp());
    assertEquals(Errors.UNSUPPORTED_VERSION.code(), listOffsets(9, "t", -99).errorCode());
    for (int version : versions(ApiKeys.OFFSET_FOR_LEADER_EPOCH)) {
      assertEquals(3, epochEnd(version, broker.core().queues().leaderEpoch()).endOffset());
      assertEquals(-1, epochEnd(version, 1000).endOffset());
    }
  }

  private EpochEndOffset epochEnd(int version, int epoch) throws Exception {
    OffsetForLeaderEpochRequestData asked = new OffsetForLeaderEpochRequestData().setReplicaId(-1);
    OffsetForLeaderEpochRequestData.OffsetForLeaderTopic topic =
        new OffsetForLeaderEpochRequestData.OffsetForLeaderTopic().setTopic("t");
    topic
        .partitions()
        .add(
            new OffsetForLeaderEpochRequestData.OffsetForLeaderPartition()
                .setPartition(0)
                .setLeaderEpoch(epoch));
    asked.topics().add(topic);
    OffsetsForLeaderEpochResponse answer =
        (OffsetsForLeaderEpochResponse)
            client.call(ApiKeys.OFFSET_FOR_LEADER_EPOCH, version, asked);
    return answer.data().topics().find("t").partitions().get(0);
  }

  private ListOffsetsPartitionResponse listOffsets(int version, String topic, long timestamp)
      throws Exception {
    ListOffsetsRequestData asked =
        new ListOffsetsRequestData()
            .setReplicaId(-1)
            .setTopics(
                List.of(
                    new ListOffsetsRequestData.ListOffsetsTopic()
                        .setName(topic)
                        .setPartitions(
                            List.of(
                                new ListOffsetsRequestData.ListOffsetsPartition()
                                    .setPartitionIndex(0)
                                    .setTimestamp(timestamp)))));
    ListOffsetsResponse answer =
        (ListOffsetsResponse) client.call(ApiKeys.LIST_OFFSETS, version, asked);
    return answer.topics().get(0).partitions().get(0);
  }

  @Test
  void topicsComeGrowAndGo() throws Exception {
    for (int version : versions(ApiKeys.CREATE_TOPICS)) {
      CreateTopicsRequestData asked = new CreateTopicsRequestData();
      int partitions = version >= 4 ? -1 : 1;
      short replicas = (short) (version >= 4 ? -1 : 1);
      asked
          .topics()
          .add(
              new CreatableTopic()
                  .setName("v" + version)
                  .setNumPartitions(partitions)
                  .setReplicationFactor(replicas));
      asked
          .topics()
          .add(
              new CreatableTopic()
                  .setName("zero")
                  .setNumPartitions(0)
                  .setReplicationFactor((short) 1));
      CreateTopicsResponse answer =
          (CreateTopicsResponse) client.call(ApiKeys.CREATE_TOPICS, version, asked);
      assertEquals(Errors.NONE.code(), answer.data().topics().find("v" + version).errorCode());
      assertEquals(
          Errors.INVALID_PARTITIONS.code(), answer.data().topics().find("zero").errorCode());
      if (version >= 5) {
        CreatableTopicResult made = answer.data().topics().find("v" + version);
        assertEquals(1, made.numPartitions());
        assertFalse(made.configs().isEmpty());
      }
    }
    for (int version : versions(ApiKeys.CREATE_PARTITIONS)) {
      CreatePartitionsRequestData asked = new CreatePartitionsRequestData();
      asked
          .topics()
          .add(
              new CreatePartitionsRequestData.CreatePartitionsTopic()
                  .setName("v2")
                  .setCount(2 + version)
                  .setAssignments(null));
      assertEquals(
          Errors.NONE.code(), createPartitions(version, asked), "CreatePartitions v" + version);
      assertEquals(Errors.INVALID_PARTITIONS.code(), createPartitions(version, asked));
    }
    for (int version : versions(ApiKeys.DELETE_TOPICS)) {
      DeleteTopicsRequestData asked = new DeleteTopicsRequestData();
      create("d" + version, 1);
      if (version < 6) {
        asked.setTopicNames(List.of("d" + version, "missing"));
      } else {
        asked.setTopics(
            List.of(
                new DeleteTopicState().setName(null).setTopicId(topicId("d" + version)),
                new DeleteTopicState().setName("missing")));
      }
      DeleteTopicsResponse answer =
          (DeleteTopicsResponse) client.call(ApiKeys.DELETE_TOPICS, version, asked);
      assertEquals(Errors.NONE.code(), answer.data().responses().find("d" + version).errorCode());
      assertEquals(
          Errors.UNKNOWN_TOPIC_OR_PARTITION.code(),
          answer.data().responses().find("missing").errorCode());
    }
  }

  private short createPartitions(int version, CreatePartitionsRequestData asked) throws Exception {
    CreatePartitionsResponse answer =
        (CreatePartitionsResponse) client.call(ApiKeys.CREATE_PARTITIONS, version, asked);
    return answer.data().results().get(0).errorCode();
  }

  @Test
  void recordsAreDeleted() throws Exception {
    create("t", 1);
    produce(9, "t", Batches.plain("a", "b", "c", "d"));
    for (int version : versions(ApiKeys.DELETE_RECORDS)) {
      DeleteRecordsRequestData asked =
          new DeleteRecordsRequestData()
              .setTopics(
                  List.of(
                      new DeleteRecordsRequestData.DeleteRecordsTopic()
                          .setName("t")
                          .setPartitions(
                              List.of(
                                  new DeleteRecordsRequestData.DeleteRecordsPartition()
                                      .setPartitionIndex(0)
                                      .setOffset(version + 1)))));
      DeleteRecordsResponse answer =
          (DeleteRecordsResponse) client.call(ApiKeys.DELETE_RECORDS, version, asked);
      assertEquals(
          version + 1, answer.data().topics().find("t").partitions().find(0).lowWatermark());
    }
    assertEquals(Errors.OFFSET_OUT_OF_RANGE.code(), fetch(12, "t", Uuid.ZERO_UUID, 0).errorCode());
    assertEquals(3, fetch(12, "t", Uuid.ZERO_UUID, 3).logStartOffset());
  }

  @Test
  void producerIds() throws Exception {
    long before = -1;
    for (int version : versions(ApiKeys.INIT_PRODUCER_ID)) {
      InitProducerIdRequestData asked = new InitProducerIdRequestData().setTransactionalId(null);
      InitProducerIdResponse answer =
          (InitProducerIdResponse) client.call(ApiKeys.INIT_PRODUCER_ID, version, asked);
      assertEquals(Errors.NONE, answer.error());
      assertTrue(answer.data().producerId() > before, "ids grow");
      before = answer.data().producerId();
      if (version >= 3) {
        before = producerIdForOneWhoHasOne(version, before);
      }
      asked.setTransactionalId("tx");
      answer = (InitProducerIdResponse) client.call(ApiKeys.INIT_PRODUCER_ID, version, asked);
      assertEquals(Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED, answer.error());
    }
  }

  /** Without a transactional id what the producer had does not matter, but must be whole. */
  private long producerIdForOneWhoHasOne(int version, long known) throws Exception {
    InitProducerIdRequestData asked =
        new InitProducerIdRequestData().setTransactionalId(null).setProducerId(known);
    assertEquals(Errors.INVALID_REQUEST, askForProducerId(version, asked).error());
    asked.setProducerId(-1).setProducerEpoch((short) 4);
    assertEquals(Errors.INVALID_REQUEST, askForProducerId(version, asked).error());
    asked.setProducerId(known).setProducerEpoch((short) 4);
    InitProducerIdResponse answer = askForProducerId(version, asked);
    assertEquals(Errors.NONE, answer.error());
    assertEquals(0, answer.data().producerEpoch());
    assertTrue(answer.data().producerId() > known, "a new id, not the next epoch");
    return answer.data().producerId();
  }

  private InitProducerIdResponse askForProducerId(int version, InitProducerIdRequestData asked)
      throws Exception {
    return (InitProducerIdResponse) client.call(ApiKeys.INIT_PRODUCER_ID, version, asked);
  }

  @Test
  void settingsAreReadAndChanged() throws Exception {
    create("t", 1);
    for (int version : versions(ApiKeys.ALTER_CONFIGS)) {
      AlterConfigsRequestData asked = new AlterConfigsRequestData();
      AlterConfigsRequestData.AlterConfigsResource resource =
          new AlterConfigsRequestData.AlterConfigsResource()
              .setResourceType((byte) 2)
              .setResourceName("t");
      resource
          .configs()
          .add(
              new AlterConfigsRequestData.AlterableConfig()
                  .setName("segment.bytes")
                  .setValue("2000000"));
      asked.resources().add(resource);
      AlterConfigsResponse answer =
          (AlterConfigsResponse) client.call(ApiKeys.ALTER_CONFIGS, version, asked);
      assertEquals(Errors.NONE.code(), answer.data().responses().get(0).errorCode());
    }
    for (int version : versions(ApiKeys.INCREMENTAL_ALTER_CONFIGS)) {
      assertEquals(
          Errors.NONE.code(),
          increment(version, "t", "retention.ms", Integer.toString(7000 + version)));
      assertEquals(Errors.INVALID_CONFIG.code(), increment(version, "t", "retention.ms", "soon"));
      assertEquals(Errors.INVALID_CONFIG.code(), increment(version, "t", "no.such.setting", "1"));
      assertEquals(
          Errors.UNKNOWN_TOPIC_OR_PARTITION.code(),
          increment(version, "missing", "retention.ms", "1"));
    }
    for (int version : versions(ApiKeys.DESCRIBE_CONFIGS)) {
      DescribeConfigsResult topic = describe(version, (byte) 2, "t");
      assertEquals("2000000", value(topic, "segment.bytes"));
      assertEquals("7001", value(topic, "retention.ms"));
      assertEquals("7", value(describe(version, (byte) 4, "7"), "node.id"));
      assertEquals(Errors.INVALID_REQUEST.code(), describe(version, (byte) 4, "99").errorCode());
      assertEquals(
          Errors.UNKNOWN_TOPIC_OR_PARTITION.code(),
          describe(version, (byte) 2, "missing").errorCode());
    }
  }

  private short increment(int version, String topic, String name, String value) throws Exception {
    IncrementalAlterConfigsRequestData asked = new IncrementalAlterConfigsRequestData();
    IncrementalAlterConfigsRequestData.AlterConfigsResource resource =
        new IncrementalAlterConfigsRequestData.AlterConfigsResource()
            .setResourceType((byte) 2)
            .setResourceName(topic);
    resource
        .configs()
        .add(
            new IncrementalAlterConfigsRequestData.AlterableConfig().setName(name).setValue(value));
    asked.resources().add(resource);
    IncrementalAlterConfigsResponse answer =
        (IncrementalAlterConfigsResponse)
            client.call(ApiKeys.INCREMENTAL_ALTER_CONFIGS, version, asked);
    return answer.data().responses().get(0).errorCode();
  }

  private DescribeConfigsResult describe(int version, byte type, String name) throws Exception {
    DescribeConfigsRequestData asked = new DescribeConfigsRequestData().setIncludeSynonyms(true);
    asked
        .resources()
        .add(
            new DescribeConfigsRequestData.DescribeConfigsResource()
                .setResourceType(type)
                .setResourceName(name)
                .setConfigurationKeys(null));
    if (version >= 3) {
      asked.setIncludeDocumentation(true);
    }
    DescribeConfigsResponse answer =
        (DescribeConfigsResponse) client.call(ApiKeys.DESCRIBE_CONFIGS, version, asked);
    return answer.data().results().get(0);
  }

  private static String value(DescribeConfigsResult result, String name) {
    return result.configs().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void clusterAndPagesOfTopics() throws Exception {
    create("a", 2);
    create("b", 2);
    for (int version : versions(ApiKeys.DESCRIBE_CLUSTER)) {
      DescribeClusterResponse answer =
          (DescribeClusterResponse)
              client.call(ApiKeys.DESCRIBE_CLUSTER, version, new DescribeClusterRequestData());
      assertEquals(EmbeddedBroker.CLUSTER, answer.data().clusterId());
      assertEquals(EmbeddedBroker.NODE, answer.data().controllerId());
      assertEquals(broker.port(), answer.nodes().get(EmbeddedBroker.NODE).port());
    }
    DescribeTopicPartitionsResponseData first = page(null);
    assertEquals(
        List.of(2, 1), first.topics().stream().map(topic -> topic.partitions().size()).toList());
    assertEquals("b", first.nextCursor().topicName());
    assertEquals(1, first.nextCursor().partitionIndex());
    DescribeTopicPartitionsResponseData second =
        page(
            new DescribeTopicPartitionsRequestData.Cursor().setTopicName("b").setPartitionIndex(1));
    assertEquals(1, second.topics().find("b").partitions().size());
    assertNull(second.nextCursor());
  }

  private DescribeTopicPartitionsResponseData page(DescribeTopicPartitionsRequestData.Cursor cursor)
      throws Exception {
    DescribeTopicPartitionsRequestData asked =
        new DescribeTopicPartitionsRequestData().setResponsePartitionLimit(3).setCursor(cursor);
    return ((DescribeTopicPartitionsResponse)
            client.call(ApiKeys.DESCRIBE_TOPIC_PARTITIONS, 0, asked))
        .data();
  }

  @Test
  void listingsThatToolsAskFor() throws Exception {
    create("t", 1);
    for (int version : versions(ApiKeys.LIST_CONFIG_RESOURCES)) {
      ListConfigResourcesResponse answer =
          (ListConfigResourcesResponse)
              client.call(
                  ApiKeys.LIST_CONFIG_RESOURCES, version, new ListConfigResourcesRequestData());
      assertEquals(version == 0 ? 0 : 2, answer.data().configResources().size());
    }
    for (int version : versions(ApiKeys.DESCRIBE_CLIENT_QUOTAS)) {
      DescribeClientQuotasResponse answer =
          (DescribeClientQuotasResponse)
              client.call(
                  ApiKeys.DESCRIBE_CLIENT_QUOTAS, version, new DescribeClientQuotasRequestData());
      assertEquals(List.of(), answer.data().entries());
    }
    ApiMessage asked = new ListPartitionReassignmentsRequestData().setTopics(null);
    ListPartitionReassignmentsResponse none =
        (ListPartitionReassignmentsResponse)
            client.call(ApiKeys.LIST_PARTITION_REASSIGNMENTS, 0, asked);
    assertEquals(List.of(), none.data().topics());
  }

  private void create(String name, int partitions) throws Exception {
    CreateTopicsRequestData asked = new CreateTopicsRequestData();
    asked
        .topics()
        .add(
            new CreatableTopic()
                .setName(name)
                .setNumPartitions(partitions)
                .setReplicationFactor((short) 1));
    CreateTopicsResponse answer =
        (CreateTopicsResponse) client.call(ApiKeys.CREATE_TOPICS, 7, asked);
    assertEquals(Errors.NONE.code(), answer.data().topics().find(name).errorCode());
  }

  private Uuid topicId(String name) {
    return Stream.of(name)
        .flatMap(each -> broker.core().topics().find(each).stream())
        .map(TopicIds::of)
        .findFirst()
        .orElse(Uuid.randomUuid());
  }
}
