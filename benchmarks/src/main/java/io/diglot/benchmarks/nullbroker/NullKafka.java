package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
import org.apache.kafka.common.requests.AbstractRequest;
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

/** As much of Kafka's protocol as a producer needs. */
final class NullKafka {
  /** The last versions that name topics by name. */
  private static final short METADATA_VERSION = 12;

  private static final short PRODUCE_VERSION = 12;
  private static final short CREATE_PARTITIONS_VERSION = 3;
  private static final short ANY_VERSION = 4;

  private final BrokerNode node;
  private final Map<String, Integer> queues;

  private NullKafka(BrokerNode node, Map<String, Integer> queues) {
    this.node = node;
    this.queues = queues;
  }

  /** The APIs of a broker that remembers no more than how many queues topics have. */
  static List<KafkaApi<?>> apis(BrokerNode node, Map<String, Integer> queues) {
    NullKafka broker = new NullKafka(node, queues);
    return List.of(
        new Api<>(ApiKeys.PRODUCE, ProduceRequest.class, PRODUCE_VERSION, broker::produce),
        new Api<>(ApiKeys.METADATA, MetadataRequest.class, METADATA_VERSION, broker::metadata),
        new Api<>(ApiKeys.CREATE_TOPICS, CreateTopicsRequest.class, ANY_VERSION, broker::create),
        new Api<>(
            ApiKeys.CREATE_PARTITIONS,
            CreatePartitionsRequest.class,
            CREATE_PARTITIONS_VERSION,
            broker::grow),
        new Api<>(
            ApiKeys.INIT_PRODUCER_ID, InitProducerIdRequest.class, ANY_VERSION, broker::producer));
  }

  private AbstractResponse produce(ProduceRequest request) {
    ProduceResponseData answer = new ProduceResponseData();
    for (TopicProduceData topic : request.data().topicData()) {
      TopicProduceResponse answered = new TopicProduceResponse().setName(topic.name());
      for (PartitionProduceData partition : topic.partitionData()) {
        answered
            .partitionResponses()
            .add(new PartitionProduceResponse().setIndex(partition.index()));
      }
      answer.responses().add(answered);
    }
    return new ProduceResponse(answer);
  }

  private AbstractResponse metadata(MetadataRequest request) {
    Collection<String> names = request.isAllTopics() ? queues.keySet() : request.topics();
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
      answer.topics().add(topic(name, queues.getOrDefault(name, 0)));
    }
    return new MetadataResponse(answer, request.version());
  }

  private MetadataResponseTopic topic(String name, int count) {
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
      queues.put(topic.name(), topic.numPartitions());
      answer.topics().add(new CreatableTopicResult().setName(topic.name()));
    }
    return new CreateTopicsResponse(answer);
  }

  private AbstractResponse grow(CreatePartitionsRequest request) {
    CreatePartitionsResponseData answer = new CreatePartitionsResponseData();
    for (CreatePartitionsTopic topic : request.data().topics()) {
      queues.put(topic.name(), topic.count());
      answer.results().add(new CreatePartitionsTopicResult().setName(topic.name()));
    }
    return new CreatePartitionsResponse(answer);
  }

  private AbstractResponse producer(InitProducerIdRequest request) {
    return new InitProducerIdResponse(
        new InitProducerIdResponseData().setProducerId(1).setProducerEpoch((short) 0));
  }

  /** An API whose answer is there at once. */
  private record Api<Q extends AbstractRequest>(
      ApiKeys key, Class<Q> requestType, short highestVersion, Function<Q, AbstractResponse> answer)
      implements KafkaApi<Q> {

    @Override
    public CompletionStage<Reply> handle(RequestContext context, Q request) {
      return Reply.now(answer.apply(request));
    }
  }
}
