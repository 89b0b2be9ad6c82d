package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.TopicIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;

/** OffsetCommit (key 8); topics are named by id from version 10 on. */
final class OffsetCommitApi implements KafkaApi<OffsetCommitRequest> {
  private final ClassicGroups groups;
  private final Topics topics;

  OffsetCommitApi(ClassicGroups groups, Topics topics) {
    this.groups = groups;
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.OFFSET_COMMIT;
  }

  @Override
  public Class<OffsetCommitRequest> requestType() {
    return OffsetCommitRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, OffsetCommitRequest request) {
    OffsetCommitRequestData data = request.data();
    boolean byId = OffsetCommitResponse.useTopicIds(context.version());
    MemberIdentity member =
        new MemberIdentity(data.memberId(), Optional.ofNullable(data.groupInstanceId()));
    List<NamedTopic> named = data.topics().stream().map(topic -> name(topic, byId)).toList();
    Map<QueueName, OffsetCommit> offsets = new HashMap<>();
    for (NamedTopic each : named) {
      each.topic.ifPresent(topic -> collect(topic, each.asked, offsets));
    }
    return groups
        .commit(data.groupId(), member, data.generationIdOrMemberEpoch(), offsets)
        .thenApply(result -> Reply.of(answer(named, result)));
  }

  /** A topic as the request names it, as the catalogue knows it, and what to say if it does not. */
  private record NamedTopic(
      OffsetCommitRequestTopic asked, Optional<Topic> topic, Errors unknown) {}

  private NamedTopic name(OffsetCommitRequestTopic asked, boolean byId) {
    return byId
        ? new NamedTopic(
            asked, topics.find(TopicIds.toCore(asked.topicId())), Errors.UNKNOWN_TOPIC_ID)
        : new NamedTopic(asked, topics.find(asked.name()), Errors.UNKNOWN_TOPIC_OR_PARTITION);
  }

  private static void collect(
      Topic topic, OffsetCommitRequestTopic asked, Map<QueueName, OffsetCommit> offsets) {
    for (OffsetCommitRequestPartition partition : asked.partitions()) {
      if (topic.hasQueue(partition.partitionIndex())) {
        String metadata = partition.committedMetadata();
        offsets.put(
            new QueueName(topic.name(), partition.partitionIndex()),
            new OffsetCommit(
                partition.committedOffset(),
                partition.committedLeaderEpoch(),
                metadata == null ? "" : metadata));
      }
    }
  }

  private static OffsetCommitResponse answer(
      List<NamedTopic> named, Result<Map<QueueName, BrokerError>> result) {
    List<OffsetCommitResponseTopic> answered = new ArrayList<>();
    for (NamedTopic each : named) {
      List<OffsetCommitResponsePartition> partitions = new ArrayList<>();
      for (OffsetCommitRequestPartition partition : each.asked.partitions()) {
        partitions.add(
            new OffsetCommitResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setErrorCode(error(each, partition.partitionIndex(), result).code()));
      }
      answered.add(
          new OffsetCommitResponseTopic()
              .setName(each.asked.name())
              .setTopicId(each.asked.topicId())
              .setPartitions(partitions));
    }
    return new OffsetCommitResponse(new OffsetCommitResponseData().setTopics(answered));
  }

  private static Errors error(
      NamedTopic named, int partition, Result<Map<QueueName, BrokerError>> result) {
    if (named.topic.isEmpty()) {
      return named.unknown;
    }
    if (!named.topic.get().hasQueue(partition)) {
      return Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }
    if (result instanceof Result.Ok<Map<QueueName, BrokerError>> ok) {
      BrokerError leftOut = ok.value().get(new QueueName(named.topic.get().name(), partition));
      return leftOut == null ? Errors.NONE : GroupErrors.of(leftOut);
    }
    return GroupErrors.of(result);
  }
}
