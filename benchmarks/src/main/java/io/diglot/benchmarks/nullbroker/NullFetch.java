package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.RecordSlices;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.ListOffsetsRequest;
import org.apache.kafka.common.requests.ListOffsetsResponse;

/**
 * What Kafka's consumers read: as many records as were sent, but always the same ones. A consumer
 * at the end waits, so that it does not run ahead of the producer.
 */
final class NullFetch {
  /** The last version that names topics by name. */
  private static final short FETCH_VERSION = 12;

  private final NullTopics topics;
  private final NullRecords records = new NullRecords();

  private NullFetch(NullTopics topics) {
    this.topics = topics;
  }

  static List<KafkaApi<?>> apis(NullTopics topics) {
    NullFetch fetch = new NullFetch(topics);
    return List.of(
        new NullApi<>(ApiKeys.FETCH, FetchRequest.class, FETCH_VERSION, fetch::fetch),
        NullApi.of(ApiKeys.LIST_OFFSETS, ListOffsetsRequest.class, fetch::listOffsets));
  }

  private CompletionStage<Reply> fetch(RequestContext context, FetchRequest request) {
    var more = topics.more();
    FetchResponseData found = find(request);
    if (isEmpty(found)) {
      return more.copy()
          .completeOnTimeout(null, request.maxWait(), TimeUnit.MILLISECONDS)
          .thenApply(appended -> Reply.of(FetchResponse.of(find(request))));
    }
    return Reply.now(FetchResponse.of(found));
  }

  private static boolean isEmpty(FetchResponseData data) {
    return data.responses().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.records().sizeInBytes() == 0);
  }

  private FetchResponseData find(FetchRequest request) {
    FetchResponseData answer = new FetchResponseData();
    for (FetchTopic topic : request.data().topics()) {
      List<PartitionData> partitions = new ArrayList<>();
      for (FetchPartition partition : topic.partitions()) {
        partitions.add(find(topic.topic(), partition));
      }
      answer
          .responses()
          .add(new FetchableTopicResponse().setTopic(topic.topic()).setPartitions(partitions));
    }
    return answer;
  }

  private PartitionData find(String topic, FetchPartition asked) {
    long end = topics.end(topic, asked.partition());
    RecordSlices found = records.between(asked.fetchOffset(), end, asked.partitionMaxBytes());
    return new PartitionData()
        .setPartitionIndex(asked.partition())
        .setHighWatermark(end)
        .setLastStableOffset(end)
        .setLogStartOffset(0)
        .setRecords(found);
  }

  private ListOffsetsResponse listOffsets(ListOffsetsRequest request) {
    ListOffsetsResponseData answer = new ListOffsetsResponseData();
    for (ListOffsetsTopic topic : request.topics()) {
      List<ListOffsetsPartitionResponse> partitions = new ArrayList<>();
      for (ListOffsetsPartition partition : topic.partitions()) {
        boolean isEnd = partition.timestamp() == ListOffsetsRequest.LATEST_TIMESTAMP;
        partitions.add(
            new ListOffsetsPartitionResponse()
                .setPartitionIndex(partition.partitionIndex())
                .setOffset(isEnd ? topics.end(topic.name(), partition.partitionIndex()) : 0));
      }
      answer
          .topics()
          .add(new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(partitions));
    }
    return new ListOffsetsResponse(answer);
  }
}
