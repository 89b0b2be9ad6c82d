package io.diglot.kafka.fetch;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.TimedOffset;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.store.Frame;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.FrameSelector.Choice;
import io.diglot.store.QueueEnds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;

/**
 * ListOffsets (key 2): the ends of queues, and offsets by time. Runs on the reader pool as far as
 * records are looked at.
 */
public final class ListOffsetsApi implements KafkaApi<ListOffsetsRequest> {
  private static final long EARLIEST_PENDING_UPLOAD = -6;
  private static final int EPOCH_SINCE = 4;
  private static final TimedOffset NOTHING =
      new TimedOffset(ListOffsetsResponse.UNKNOWN_OFFSET, ListOffsetsResponse.UNKNOWN_TIMESTAMP);

  private final Topics topics;
  private final Queues queues;
  private final Records records;

  /** A handler on the core's topics and queues. */
  public ListOffsetsApi(Topics topics, Queues queues, Records records) {
    this.topics = topics;
    this.queues = queues;
    this.records = records;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.LIST_OFFSETS;
  }

  @Override
  public Class<ListOffsetsRequest> requestType() {
    return ListOffsetsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, ListOffsetsRequest request) {
    return looksAtRecords(request)
        ? CompletableFuture.supplyAsync(() -> Reply.of(answer(request)), queues.readerPool())
        : Reply.now(answer(request));
  }

  private static boolean looksAtRecords(ListOffsetsRequest request) {
    return request.topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .anyMatch(p -> p.timestamp() >= 0 || p.timestamp() == ListOffsetsRequest.MAX_TIMESTAMP);
  }

  private ListOffsetsResponse answer(ListOffsetsRequest request) {
    List<ListOffsetsTopicResponse> answered = new ArrayList<>();
    for (ListOffsetsTopic topic : request.topics()) {
      List<ListOffsetsPartitionResponse> partitions = new ArrayList<>();
      Set<Integer> seen = new HashSet<>();
      for (ListOffsetsPartition partition : topic.partitions()) {
        partitions.add(
            seen.add(partition.partitionIndex())
                ? answer(topic.name(), partition, request.version())
                : error(partition, Errors.INVALID_REQUEST));
      }
      answered.add(new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(partitions));
    }
    return new ListOffsetsResponse(new ListOffsetsResponseData().setTopics(answered));
  }

  private ListOffsetsPartitionResponse answer(
      String topicName, ListOffsetsPartition asked, short version) {
    Optional<Topic> topic =
        topics.find(topicName).filter(found -> found.hasQueue(asked.partitionIndex()));
    if (topic.isEmpty()) {
      return error(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION);
    }
    Errors epochs = PartitionReader.judgeEpoch(asked.currentLeaderEpoch(), queues.leaderEpoch());
    if (epochs != Errors.NONE) {
      return error(asked, epochs);
    }
    if (asked.timestamp() < EARLIEST_PENDING_UPLOAD) {
      return error(asked, Errors.UNSUPPORTED_VERSION);
    }
    TimedOffset found = find(topic.get().queueKey(asked.partitionIndex()), asked.timestamp());
    ListOffsetsPartitionResponse answer =
        new ListOffsetsPartitionResponse()
            .setPartitionIndex(asked.partitionIndex())
            .setOffset(found.offset())
            .setTimestamp(found.timestamp());
    return version >= EPOCH_SINCE && found.offset() != ListOffsetsResponse.UNKNOWN_OFFSET
        ? answer.setLeaderEpoch(queues.leaderEpoch())
        : answer;
  }

  private TimedOffset find(long queueKey, long timestamp) {
    QueueEnds ends = queues.ends(queueKey);
    if (timestamp == ListOffsetsRequest.LATEST_TIMESTAMP) {
      return new TimedOffset(ends.end(), ListOffsetsResponse.UNKNOWN_TIMESTAMP);
    }
    if (timestamp == ListOffsetsRequest.EARLIEST_TIMESTAMP
        || timestamp == ListOffsetsRequest.EARLIEST_LOCAL_TIMESTAMP) {
      return new TimedOffset(ends.start(), ListOffsetsResponse.UNKNOWN_TIMESTAMP);
    }
    if (timestamp == ListOffsetsRequest.MAX_TIMESTAMP) {
      return queues.greatestTimestamp(queueKey).orElse(NOTHING);
    }
    // The rest of the special timestamps ask for a remote tier, and there is none.
    return timestamp < 0 ? NOTHING : since(queueKey, timestamp);
  }

  private TimedOffset since(long queueKey, long timestamp) {
    long offset = queues.firstOffsetSince(queueKey, timestamp);
    if (offset >= queues.ends(queueKey).end()) {
      return NOTHING;
    }
    FrameSelector first =
        (kind, base, count, size, tag, greatest) -> base > offset ? Choice.STOP : Choice.TAKE;
    try (FrameRun run = queues.read(queueKey, offset, first)) {
      for (Frame frame : run.frames()) {
        for (CommonRecord each : records.of(frame)) {
          if (each.offset() == offset) {
            return new TimedOffset(offset, each.bornTimestamp());
          }
        }
      }
    }
    return new TimedOffset(offset, timestamp);
  }

  private static ListOffsetsPartitionResponse error(ListOffsetsPartition asked, Errors error) {
    return new ListOffsetsPartitionResponse()
        .setPartitionIndex(asked.partitionIndex())
        .setErrorCode(error.code())
        .setOffset(ListOffsetsResponse.UNKNOWN_OFFSET)
        .setTimestamp(ListOffsetsResponse.UNKNOWN_TIMESTAMP);
  }
}
