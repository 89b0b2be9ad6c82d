package io.diglot.kafka.fetch;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.EpochEnd;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.EpochEndOffset;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochRequest;
import org.apache.kafka.common.requests.OffsetsForLeaderEpochResponse;

/**
 * OffsetForLeaderEpoch (key 23, KIP-101): where an epoch ended, by which a client sees that a tail
 * was lost.
 */
public final class OffsetForLeaderEpochApi implements KafkaApi<OffsetsForLeaderEpochRequest> {
  private final Topics topics;
  private final Queues queues;

  /** A handler on the core's topics and queues. */
  public OffsetForLeaderEpochApi(Topics topics, Queues queues) {
    this.topics = topics;
    this.queues = queues;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.OFFSET_FOR_LEADER_EPOCH;
  }

  @Override
  public Class<OffsetsForLeaderEpochRequest> requestType() {
    return OffsetsForLeaderEpochRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(
      RequestContext context, OffsetsForLeaderEpochRequest request) {
    OffsetForLeaderEpochResponseData answer = new OffsetForLeaderEpochResponseData();
    for (OffsetForLeaderTopic topic : request.data().topics()) {
      OffsetForLeaderTopicResult answered =
          new OffsetForLeaderTopicResult().setTopic(topic.topic());
      topic
          .partitions()
          .forEach(partition -> answered.partitions().add(answer(topic.topic(), partition)));
      answer.topics().add(answered);
    }
    return Reply.now(new OffsetsForLeaderEpochResponse(answer));
  }

  private EpochEndOffset answer(String topicName, OffsetForLeaderPartition asked) {
    EpochEndOffset answer =
        new EpochEndOffset()
            .setPartition(asked.partition())
            .setLeaderEpoch(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH)
            .setEndOffset(OffsetsForLeaderEpochResponse.UNDEFINED_EPOCH_OFFSET);
    Optional<Topic> topic =
        topics.find(topicName).filter(found -> found.hasQueue(asked.partition()));
    if (topic.isEmpty()) {
      return answer.setErrorCode(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    }
    Errors epochs = PartitionReader.judgeEpoch(asked.currentLeaderEpoch(), queues.leaderEpoch());
    if (epochs != Errors.NONE) {
      return answer.setErrorCode(epochs.code());
    }
    EpochEnd end = queues.epochEnd(topic.get().queueKey(asked.partition()), asked.leaderEpoch());
    return answer.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
  }
}
