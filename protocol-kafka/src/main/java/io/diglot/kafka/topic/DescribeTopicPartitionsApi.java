package io.diglot.kafka.topic;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.TopicNames;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Operations;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.TopicIds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData;
import org.apache.kafka.common.message.DescribeTopicPartitionsRequestData.TopicRequest;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.Cursor;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponsePartition;
import org.apache.kafka.common.message.DescribeTopicPartitionsResponseData.DescribeTopicPartitionsResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeTopicPartitionsRequest;
import org.apache.kafka.common.requests.DescribeTopicPartitionsResponse;

/** DescribeTopicPartitions (key 75, KIP-966): topics by name, page by page. */
public final class DescribeTopicPartitionsApi implements KafkaApi<DescribeTopicPartitionsRequest> {
  /** As {@code max.request.partition.size.limit}. */
  private static final int MAX_PARTITIONS = 2000;

  private final Topics topics;
  private final Queues queues;

  /** A handler on the core's topics. */
  public DescribeTopicPartitionsApi(Topics topics, Queues queues) {
    this.topics = topics;
    this.queues = queues;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DESCRIBE_TOPIC_PARTITIONS;
  }

  @Override
  public Class<DescribeTopicPartitionsRequest> requestType() {
    return DescribeTopicPartitionsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(
      RequestContext context, DescribeTopicPartitionsRequest request) {
    DescribeTopicPartitionsRequestData asked = request.data();
    int left = Math.max(1, Math.min(asked.responsePartitionLimit(), MAX_PARTITIONS));
    String firstTopic = asked.cursor() == null ? "" : asked.cursor().topicName();
    int firstPartition = asked.cursor() == null ? 0 : asked.cursor().partitionIndex();
    if (firstPartition < 0) {
      throw new InvalidRequestException("The cursor's partition is negative");
    }
    DescribeTopicPartitionsResponseData answer = new DescribeTopicPartitionsResponseData();
    for (String name : names(asked)) {
      if (name.compareTo(firstTopic) < 0) {
        continue;
      }
      int from = name.equals(firstTopic) ? firstPartition : 0;
      if (left == 0) {
        answer.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(from));
        break;
      }
      Optional<Topic> topic = topics.find(name);
      if (topic.isEmpty()) {
        answer.topics().add(missing(name));
        continue;
      }
      int to = (int) Math.min(topic.get().queueCount(), (long) from + left);
      answer.topics().add(describe(topic.get(), from, to, context.connection().broker()));
      left -= Math.max(0, to - from);
      if (to < topic.get().queueCount()) {
        answer.setNextCursor(new Cursor().setTopicName(name).setPartitionIndex(to));
        break;
      }
    }
    return Reply.now(new DescribeTopicPartitionsResponse(answer));
  }

  private List<String> names(DescribeTopicPartitionsRequestData asked) {
    return asked.topics().isEmpty()
        ? TopicListing.all(topics).stream().map(Topic::name).toList()
        : asked.topics().stream().map(TopicRequest::name).distinct().sorted().toList();
  }

  private static DescribeTopicPartitionsResponseTopic missing(String name) {
    Errors error =
        TopicNames.isValid(name)
            ? Errors.UNKNOWN_TOPIC_OR_PARTITION
            : Errors.INVALID_TOPIC_EXCEPTION;
    return new DescribeTopicPartitionsResponseTopic().setName(name).setErrorCode(error.code());
  }

  private DescribeTopicPartitionsResponseTopic describe(
      Topic topic, int from, int to, BrokerNode broker) {
    DescribeTopicPartitionsResponseTopic described =
        new DescribeTopicPartitionsResponseTopic()
            .setName(topic.name())
            .setTopicId(TopicIds.of(topic))
            .setIsInternal(false)
            .setTopicAuthorizedOperations(Operations.TOPIC);
    for (int partition = from; partition < to; partition++) {
      described
          .partitions()
          .add(
              new DescribeTopicPartitionsResponsePartition()
                  .setPartitionIndex(partition)
                  .setLeaderId(broker.id())
                  .setLeaderEpoch(queues.leaderEpoch())
                  .setReplicaNodes(broker.replicas())
                  .setIsrNodes(broker.replicas())
                  .setEligibleLeaderReplicas(List.of())
                  .setLastKnownElr(List.of()));
    }
    return described;
  }
}
