package io.diglot.kafka.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.AutoCreation;
import io.diglot.core.topic.TopicNames;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Operations;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.kafka.api.TopicIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;

/**
 * Metadata (key 3). A missing topic is created when client and broker allow it, and the answer
 * waits for that, so that the client need not come again.
 */
public final class MetadataApi implements KafkaApi<MetadataRequest> {
  private static final int IDS_SINCE = 12;

  private final Topics topics;
  private final Queues queues;
  private final AutoCreation creation;

  /** A handler on the core's topics. */
  public MetadataApi(Topics topics, Queues queues, AutoCreation creation) {
    this.topics = topics;
    this.queues = queues;
    this.creation = creation;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.METADATA;
  }

  @Override
  public Class<MetadataRequest> requestType() {
    return MetadataRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, MetadataRequest request) {
    BrokerNode broker = context.connection().broker();
    if (request.isAllTopics()) {
      List<MetadataResponseTopic> all =
          TopicListing.all(topics).stream().map(topic -> describe(topic, broker, request)).toList();
      return Reply.now(response(all, broker, request));
    }
    List<CompletionStage<MetadataResponseTopic>> described = new ArrayList<>();
    for (MetadataRequestTopic asked : request.data().topics()) {
      described.add(find(asked, broker, request));
    }
    return Stages.all(described).thenApply(found -> Reply.of(response(found, broker, request)));
  }

  private CompletionStage<MetadataResponseTopic> find(
      MetadataRequestTopic asked, BrokerNode broker, MetadataRequest request) {
    String name = asked.name();
    if (name == null || !asked.topicId().equals(Uuid.ZERO_UUID)) {
      return CompletableFuture.completedFuture(byId(asked, broker, request));
    }
    Optional<Topic> topic = topics.find(name);
    if (topic.isPresent()) {
      return CompletableFuture.completedFuture(describe(topic.get(), broker, request));
    }
    if (!TopicNames.isValid(name)) {
      return CompletableFuture.completedFuture(missing(name, Errors.INVALID_TOPIC_EXCEPTION));
    }
    Optional<TopicSpec> wanted =
        request.allowAutoTopicCreation() && TopicNames.isKafka(name)
            ? creation.forMetadata(name)
            : Optional.empty();
    return wanted
        .map(spec -> topics.ensure(spec).thenApply(made -> created(name, made, broker, request)))
        .orElseGet(
            () ->
                CompletableFuture.completedFuture(
                    missing(name, Errors.UNKNOWN_TOPIC_OR_PARTITION)));
  }

  private MetadataResponseTopic byId(
      MetadataRequestTopic asked, BrokerNode broker, MetadataRequest request) {
    if (request.version() < IDS_SINCE) {
      throw new InvalidRequestException(
          "Metadata names topics by id from version " + IDS_SINCE + " on");
    }
    return topics
        .find(TopicIds.toCore(asked.topicId()))
        .map(topic -> describe(topic, broker, request))
        .orElseGet(
            () ->
                new MetadataResponseTopic()
                    .setName(null)
                    .setTopicId(asked.topicId())
                    .setErrorCode(Errors.UNKNOWN_TOPIC_ID.code()));
  }

  private MetadataResponseTopic created(
      String name, Result<Topic> made, BrokerNode broker, MetadataRequest request) {
    return made instanceof Result.Ok<Topic> topic
        ? describe(topic.value(), broker, request)
        : missing(name, KafkaErrors.of(made));
  }

  private static MetadataResponseTopic missing(String name, Errors error) {
    return new MetadataResponseTopic().setName(name).setErrorCode(error.code());
  }

  private MetadataResponseTopic describe(Topic topic, BrokerNode broker, MetadataRequest request) {
    MetadataResponseTopic described =
        new MetadataResponseTopic()
            .setName(topic.name())
            .setTopicId(TopicIds.of(topic))
            .setIsInternal(false)
            .setTopicAuthorizedOperations(
                request.data().includeTopicAuthorizedOperations()
                    ? Operations.TOPIC
                    : Operations.NOT_ASKED);
    for (int partition = 0; partition < topic.queueCount(); partition++) {
      described
          .partitions()
          .add(
              new MetadataResponsePartition()
                  .setPartitionIndex(partition)
                  .setLeaderId(broker.id())
                  .setLeaderEpoch(queues.leaderEpoch())
                  .setReplicaNodes(broker.replicas())
                  .setIsrNodes(broker.replicas()));
    }
    return described;
  }

  private static MetadataResponse response(
      List<MetadataResponseTopic> found, BrokerNode broker, MetadataRequest request) {
    MetadataResponseData data =
        new MetadataResponseData()
            .setClusterId(broker.clusterId())
            .setControllerId(broker.id())
            .setClusterAuthorizedOperations(
                request.data().includeClusterAuthorizedOperations()
                    ? Operations.CLUSTER
                    : Operations.NOT_ASKED);
    data.brokers()
        .add(
            new MetadataResponseBroker()
                .setNodeId(broker.id())
                .setHost(broker.host())
                .setPort(broker.port()));
    found.forEach(topic -> data.topics().add(topic));
    return new MetadataResponse(data, request.version());
  }
}
