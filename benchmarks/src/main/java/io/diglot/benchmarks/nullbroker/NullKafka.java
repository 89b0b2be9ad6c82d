package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/** As much of Kafka's protocol as a producer needs, and an administrator who makes topics. */
final class NullKafka {
  // The last versions that name topics by name.
  private static final short METADATA_VERSION = 12;
  private static final short PRODUCE_VERSION = 12;

  private final NullTopics topics;
  private final Optional<NullStore> store;

  private NullKafka(NullTopics topics, Optional<NullStore> store) {
    this.topics = topics;
    this.store = store;
  }

  static List<KafkaApi<?>> apis(NullTopics topics, Optional<NullStore> store) {
    NullKafka broker = new NullKafka(topics, store);
    return List.of(
        new NullApi<>(ApiKeys.PRODUCE, ProduceRequest.class, PRODUCE_VERSION, broker::produce),
        new NullApi<>(ApiKeys.METADATA, MetadataRequest.class, METADATA_VERSION, broker::metadata),
        NullApi.of(ApiKeys.CREATE_TOPICS, CreateTopicsRequest.class, broker::create),
        NullApi.of(ApiKeys.CREATE_PARTITIONS, CreatePartitionsRequest.class, broker::grow),
        NullApi.of(ApiKeys.INIT_PRODUCER_ID, InitProducerIdRequest.class, NullKafka::producer));
  }

  private CompletionStage<Reply> produce(RequestContext context, ProduceRequest request) {
    CompletionStage<Void> safe = NullStore.SAFE;
    ProduceResponseData answer = new ProduceResponseData();
    for (TopicProduceData topic : request.data().topicData()) {
      TopicProduceResponse answered = new TopicProduceResponse().setName(topic.name());
      for (PartitionProduceData partition : topic.partitionData()) {
        MemoryRecords records = (MemoryRecords) partition.records();
        if (store.isPresent()) {
          safe = store.get().append(records.buffer()); // and all before it are safe by then
        }
        long first = topics.append(topic.name(), partition.index(), count(records));
        answered
            .partitionResponses()
            .add(new PartitionProduceResponse().setIndex(partition.index()).setBaseOffset(first));
      }
      answer.responses().add(answered);
    }
    return safe.thenApply(done -> Reply.of(new ProduceResponse(answer)));
  }

  /** How many records the headers of the batches tell of. */
  private static int count(MemoryRecords records) {
    int count = 0;
    for (RecordBatch batch : records.batches()) {
      count += batch.countOrNull();
    }
    return count;
  }

  private CompletionStage<Reply> metadata(RequestContext context, MetadataRequest request) {
    BrokerNode node = context.connection().broker();
    Collection<String> names = request.isAllTopics() ? topics.names() : request.topics();
    MetadataResponseData answer =
        new MetadataResponseData().setClusterId(node.clusterId()).setControllerId(node.id());
    answer
        .brokers()
        .add(
            new MetadataResponseBroker()
                .setNodeId(node.id())
                .setHost(node.host())
                .setPort(node.port()));
    for (String name : names) {
      answer.topics().add(topic(node, name, topics.queues(name)));
    }
    return Reply.now(new MetadataResponse(answer, request.version()));
  }

  private static MetadataResponseTopic topic(BrokerNode node, String name, int count) {
    List<MetadataResponsePartition> partitions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      partitions.add(
          new MetadataResponsePartition()
              .setPartitionIndex(i)
              .setLeaderId(node.id())
              .setReplicaNodes(node.replicas())
              .setIsrNodes(node.replicas()));
    }
    Errors error = count == 0 ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.NONE;
    return new MetadataResponseTopic()
        .setName(name)
        .setErrorCode(error.code())
        .setPartitions(partitions);
  }

  private AbstractResponse create(CreateTopicsRequest request) {
    CreateTopicsResponseData answer = new CreateTopicsResponseData();
    for (CreatableTopic topic : request.data().topics()) {
      topics.create(topic.name(), topic.numPartitions());
      answer.topics().add(new CreatableTopicResult().setName(topic.name()));
    }
    return new CreateTopicsResponse(answer);
  }

  private AbstractResponse grow(CreatePartitionsRequest request) {
    CreatePartitionsResponseData answer = new CreatePartitionsResponseData();
    for (CreatePartitionsTopic topic : request.data().topics()) {
      topics.create(topic.name(), topic.count());
      answer.results().add(new CreatePartitionsTopicResult().setName(topic.name()));
    }
    return new CreatePartitionsResponse(answer);
  }

  private static AbstractResponse producer(InitProducerIdRequest request) {
    return new InitProducerIdResponse(
        new InitProducerIdResponseData().setProducerId(1).setProducerEpoch((short) 0));
  }
}
