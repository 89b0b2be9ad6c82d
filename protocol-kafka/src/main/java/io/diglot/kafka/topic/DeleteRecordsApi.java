package io.diglot.kafka.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.store.QueueEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsPartition;
import org.apache.kafka.common.message.DeleteRecordsRequestData.DeleteRecordsTopic;
import org.apache.kafka.common.message.DeleteRecordsResponseData;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsPartitionResult;
import org.apache.kafka.common.message.DeleteRecordsResponseData.DeleteRecordsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteRecordsRequest;
import org.apache.kafka.common.requests.DeleteRecordsResponse;

/** DeleteRecords (key 21): moves the starts of queues forward. */
public final class DeleteRecordsApi implements KafkaApi<DeleteRecordsRequest> {
  private static final long TO_THE_END = DeleteRecordsRequest.HIGH_WATERMARK;

  private final Topics topics;
  private final Queues queues;

  /** A handler on the core's topics and queues. */
  public DeleteRecordsApi(Topics topics, Queues queues) {
    this.topics = topics;
    this.queues = queues;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DELETE_RECORDS;
  }

  @Override
  public Class<DeleteRecordsRequest> requestType() {
    return DeleteRecordsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DeleteRecordsRequest request) {
    List<CompletionStage<DeleteRecordsTopicResult>> results = new ArrayList<>();
    for (DeleteRecordsTopic topic : request.data().topics()) {
      List<CompletionStage<DeleteRecordsPartitionResult>> partitions = new ArrayList<>();
      topic.partitions().forEach(partition -> partitions.add(delete(topic.name(), partition)));
      results.add(Stages.all(partitions).thenApply(done -> result(topic.name(), done)));
    }
    return Stages.all(results).thenApply(DeleteRecordsApi::reply);
  }

  private CompletionStage<DeleteRecordsPartitionResult> delete(
      String topicName, DeleteRecordsPartition asked) {
    DeleteRecordsPartitionResult answer =
        new DeleteRecordsPartitionResult()
            .setPartitionIndex(asked.partitionIndex())
            .setLowWatermark(DeleteRecordsResponse.INVALID_LOW_WATERMARK);
    Optional<Topic> topic =
        topics.find(topicName).filter(found -> found.hasQueue(asked.partitionIndex()));
    if (topic.isEmpty()) {
      return CompletableFuture.completedFuture(
          answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code()));
    }
    long queueKey = topic.get().queueKey(asked.partitionIndex());
    long offset = asked.offset() == TO_THE_END ? queues.ends(queueKey).end() : asked.offset();
    return queues.deleteBefore(queueKey, offset).thenApply(result -> result(answer, result));
  }

  private static DeleteRecordsPartitionResult result(
      DeleteRecordsPartitionResult answer, Result<QueueEnds> result) {
    return result instanceof Result.Ok<QueueEnds> ends
        ? answer.setLowWatermark(ends.value().start())
        : answer.setErrorCode(KafkaErrors.of(result).code());
  }

  private static DeleteRecordsTopicResult result(
      String name, List<DeleteRecordsPartitionResult> partitions) {
    DeleteRecordsTopicResult result = new DeleteRecordsTopicResult().setName(name);
    partitions.forEach(partition -> result.partitions().add(partition));
    return result;
  }

  private static Reply reply(List<DeleteRecordsTopicResult> results) {
    DeleteRecordsResponseData data = new DeleteRecordsResponseData();
    results.forEach(result -> data.topics().add(result));
    return Reply.of(new DeleteRecordsResponse(data));
  }
}
