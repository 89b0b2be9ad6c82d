package io.diglot.kafka.group;

import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.Offsets;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.TopicIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;

/**
 * OffsetFetch (key 9), of one group or (version 8 on) of several; topics are named by id from
 * version 10 on. Every committed offset is stable: there are no transactions that could still
 * change it.
 */
final class OffsetFetchApi implements KafkaApi<OffsetFetchRequest> {
  private static final int NO_EPOCH = -1;

  private final Offsets offsets;
  private final Topics topics;

  OffsetFetchApi(Offsets offsets, Topics topics) {
    this.offsets = offsets;
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.OFFSET_FETCH;
  }

  @Override
  public Class<OffsetFetchRequest> requestType() {
    return OffsetFetchRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, OffsetFetchRequest request) {
    boolean byId = OffsetFetchRequest.useTopicIds(context.version());
    List<OffsetFetchResponseGroup> answered =
        request.groups().stream().map(group -> answer(group, byId)).toList();
    return Reply.now(new OffsetFetchResponse.Builder(answered).build(context.version()));
  }

  private OffsetFetchResponseGroup answer(OffsetFetchRequestGroup asked, boolean byId) {
    String group = asked.groupId();
    List<OffsetFetchResponseTopics> answered =
        OffsetFetchRequest.requestAllOffsets(asked)
            ? all(offsets.all(group))
            : asked.topics().stream().map(topic -> answer(topic, group, byId)).toList();
    return new OffsetFetchResponseGroup().setGroupId(group).setTopics(answered);
  }

  private List<OffsetFetchResponseTopics> all(Map<QueueName, CommittedOffset> known) {
    Map<String, List<OffsetFetchResponsePartitions>> byTopic = new TreeMap<>();
    known.forEach(
        (queue, offset) ->
            byTopic
                .computeIfAbsent(queue.topic(), topic -> new ArrayList<>())
                .add(committed(queue.queueId(), offset)));
    List<OffsetFetchResponseTopics> answered = new ArrayList<>();
    byTopic.forEach(
        (name, partitions) ->
            topics
                .find(name)
                .ifPresent(
                    topic ->
                        answered.add(
                            new OffsetFetchResponseTopics()
                                .setName(name)
                                .setTopicId(TopicIds.of(topic))
                                .setPartitions(partitions))));
    return answered;
  }

  private OffsetFetchResponseTopics answer(
      OffsetFetchRequestTopics asked, String group, boolean byId) {
    Optional<String> name =
        byId
            ? topics.find(TopicIds.toCore(asked.topicId())).map(Topic::name)
            : Optional.of(asked.name());
    List<OffsetFetchResponsePartitions> partitions = new ArrayList<>();
    for (int partition : asked.partitionIndexes()) {
      partitions.add(
          name.isEmpty()
              ? none(partition, Errors.UNKNOWN_TOPIC_ID)
              : offsets
                  .find(group, new QueueName(name.get(), partition))
                  .map(offset -> committed(partition, offset))
                  .orElseGet(() -> none(partition, Errors.NONE)));
    }
    return new OffsetFetchResponseTopics()
        .setName(name.orElse(""))
        .setTopicId(asked.topicId())
        .setPartitions(partitions);
  }

  private static OffsetFetchResponsePartitions committed(int partition, CommittedOffset offset) {
    return new OffsetFetchResponsePartitions()
        .setPartitionIndex(partition)
        .setCommittedOffset(offset.offset())
        .setCommittedLeaderEpoch(offset.leaderEpoch())
        .setMetadata(offset.metadata());
  }

  private static OffsetFetchResponsePartitions none(int partition, Errors error) {
    return new OffsetFetchResponsePartitions()
        .setPartitionIndex(partition)
        .setCommittedOffset(OffsetFetchResponse.INVALID_OFFSET)
        .setCommittedLeaderEpoch(NO_EPOCH)
        .setMetadata(OffsetFetchResponse.NO_METADATA)
        .setErrorCode(error.code());
  }
}
