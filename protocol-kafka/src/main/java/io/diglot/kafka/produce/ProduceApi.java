package io.diglot.kafka.produce;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.ProducerStampReader;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.TopicIds;
import io.diglot.kafka.produce.PartitionAppender.Appended;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.PartitionProduceResponse;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;

/**
 * Produce (key 0). The records are in their queues when {@link #handle} returns, so requests of one
 * connection take effect in order; the answers wait for durability, and may so overlap.
 */
public final class ProduceApi implements KafkaApi<ProduceRequest> {
  private static final short ACKS_NONE = 0;
  private static final short ACKS_ALL = -1;

  private final Topics topics;
  private final Queues queues;
  private final PartitionAppender appender;

  /** A handler on the core's topics and queues. */
  public ProduceApi(
      Topics topics,
      Queues queues,
      TopicDefaults defaults,
      ProducerStampReader stamps,
      InstantSource clock) {
    this.topics = topics;
    this.queues = queues;
    this.appender = new PartitionAppender(queues, defaults, stamps, clock);
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.PRODUCE;
  }

  @Override
  public Class<ProduceRequest> requestType() {
    return ProduceRequest.class;
  }

  @Override
  public boolean overlaps() {
    return true;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, ProduceRequest request) {
    ProduceResponseData answer = new ProduceResponseData();
    long end = 0;
    boolean allTaken = true;
    for (TopicProduceData asked : request.data().topicData()) {
      TopicProduceResponse answered =
          new TopicProduceResponse().setName(asked.name()).setTopicId(asked.topicId());
      Optional<Topic> topic = find(asked);
      for (PartitionProduceData partition : asked.partitionData()) {
        Appended appended = append(request, asked, topic, partition);
        answered.partitionResponses().add(response(partition.index(), appended));
        end = Math.max(end, appended.endPosition());
        allTaken &= appended.error() == Errors.NONE;
      }
      answer.responses().add(answered);
    }
    if (request.acks() == ACKS_NONE) {
      return CompletableFuture.completedFuture(
          allTaken
              ? new Reply.Silence()
              : new Reply.Hangup("records were refused that want no answer"));
    }
    return end == 0 ? Reply.now(new ProduceResponse(answer)) : whenDurable(answer, end);
  }

  private Appended append(
      ProduceRequest request,
      TopicProduceData asked,
      Optional<Topic> topic,
      PartitionProduceData partition) {
    if (request.acks() < ACKS_ALL || request.acks() > 1) {
      return Appended.failed(Errors.INVALID_REQUIRED_ACKS, "acks is -1, 0 or 1");
    }
    if (request.transactionalId() != null) {
      return Appended.failed(
          Errors.INVALID_TXN_STATE, "there are no transactions for Kafka clients");
    }
    if (topic.isEmpty()) {
      boolean byId = !asked.topicId().equals(Uuid.ZERO_UUID);
      return Appended.failed(
          byId ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION,
          "there is no such topic");
    }
    return appender.append(topic.get(), partition.index(), partition.records(), request.version());
  }

  private Optional<Topic> find(TopicProduceData asked) {
    return asked.topicId().equals(Uuid.ZERO_UUID)
        ? topics.find(asked.name())
        : topics.find(TopicIds.toCore(asked.topicId()));
  }

  private CompletionStage<Reply> whenDurable(ProduceResponseData answer, long end) {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    queues.whenDurable(
        end,
        durable -> {
          if (!durable) {
            answer
                .responses()
                .forEach(topic -> topic.partitionResponses().forEach(ProduceApi::lost));
          }
          reply.complete(Reply.of(new ProduceResponse(answer)));
        });
    return reply;
  }

  private static void lost(PartitionProduceResponse partition) {
    if (partition.errorCode() == Errors.NONE.code()) {
      partition
          .setErrorCode(Errors.KAFKA_STORAGE_ERROR.code())
          .setErrorMessage("the log stopped before the records were durable")
          .setBaseOffset(ProduceResponse.INVALID_OFFSET);
    }
  }

  private static PartitionProduceResponse response(int index, Appended appended) {
    return new PartitionProduceResponse()
        .setIndex(index)
        .setErrorCode(appended.error().code())
        .setErrorMessage(appended.error() == Errors.NONE ? null : appended.detail())
        .setBaseOffset(appended.baseOffset())
        .setLogAppendTimeMs(appended.appendTime())
        .setLogStartOffset(appended.startOffset());
  }
}
