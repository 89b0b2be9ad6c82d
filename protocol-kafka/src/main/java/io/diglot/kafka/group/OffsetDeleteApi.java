package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupDescription.DescribedMember;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.Offsets;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartition;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponsePartitionCollection;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopic;
import org.apache.kafka.common.message.OffsetDeleteResponseData.OffsetDeleteResponseTopicCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.common.requests.OffsetDeleteRequest;
import org.apache.kafka.common.requests.OffsetDeleteResponse;

/** OffsetDelete (key 47, KIP-496): of topics that no live member is subscribed to. */
final class OffsetDeleteApi implements KafkaApi<OffsetDeleteRequest> {
  private final ClassicGroups groups;
  private final Offsets offsets;
  private final Topics topics;

  OffsetDeleteApi(ClassicGroups groups, Offsets offsets, Topics topics) {
    this.groups = groups;
    this.offsets = offsets;
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.OFFSET_DELETE;
  }

  @Override
  public Class<OffsetDeleteRequest> requestType() {
    return OffsetDeleteRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, OffsetDeleteRequest request) {
    OffsetDeleteRequestData data = request.data();
    return groups.describe(data.groupId()).thenCompose(group -> delete(group, data));
  }

  private CompletionStage<Reply> delete(
      Optional<GroupDescription> group, OffsetDeleteRequestData data) {
    if (group.isEmpty()) {
      return refused(Errors.GROUP_ID_NOT_FOUND);
    }
    boolean empty = group.get().state() == GroupState.EMPTY;
    if (!empty && !group.get().protocolType().equals(ConsumerProtocol.PROTOCOL_TYPE)) {
      return refused(Errors.NON_EMPTY_GROUP);
    }
    Predicate<String> isSubscribed = empty ? topic -> false : subscribed(group.get());
    Set<QueueName> queues = new HashSet<>();
    for (OffsetDeleteRequestTopic topic : data.topics()) {
      for (OffsetDeleteRequestPartition partition : topic.partitions()) {
        if (judge(topic.name(), partition.partitionIndex(), isSubscribed) == Errors.NONE) {
          queues.add(new QueueName(topic.name(), partition.partitionIndex()));
        }
      }
    }
    return offsets
        .delete(data.groupId(), queues)
        .thenApply(result -> answer(data, isSubscribed, result));
  }

  private static CompletionStage<Reply> refused(Errors error) {
    return Reply.now(
        new OffsetDeleteResponse(new OffsetDeleteResponseData().setErrorCode(error.code())));
  }

  private Errors judge(String topic, int partition, Predicate<String> isSubscribed) {
    if (topics.find(topic).filter(known -> known.hasQueue(partition)).isEmpty()) {
      return Errors.UNKNOWN_TOPIC_OR_PARTITION;
    }
    return isSubscribed.test(topic) ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE;
  }

  /**
   * Whoever does not say what it subscribes to (in a rebalance, or a RocketMQ member) may subscribe
   * to everything.
   */
  private static Predicate<String> subscribed(GroupDescription group) {
    Set<String> named = new HashSet<>();
    for (DescribedMember member : group.members()) {
      if (member.metadata().size() == 0) {
        return topic -> true;
      }
      try {
        List<String> wanted =
            ConsumerProtocol.deserializeConsumerProtocolSubscription(
                    ByteBuffer.wrap(member.metadata().bytes()))
                .topics();
        named.addAll(wanted);
      } catch (SchemaException unreadable) {
        return topic -> true;
      }
    }
    return named::contains;
  }

  private Reply answer(
      OffsetDeleteRequestData data, Predicate<String> isSubscribed, Result<Boolean> result) {
    if (result instanceof Result.Failed<Boolean>) {
      return Reply.of(
          new OffsetDeleteResponse(
              new OffsetDeleteResponseData().setErrorCode(GroupErrors.of(result).code())));
    }
    OffsetDeleteResponseTopicCollection answered = new OffsetDeleteResponseTopicCollection();
    for (OffsetDeleteRequestTopic topic : data.topics()) {
      OffsetDeleteResponsePartitionCollection partitions =
          new OffsetDeleteResponsePartitionCollection();
      for (OffsetDeleteRequestPartition partition : topic.partitions()) {
        partitions.add(
            new OffsetDeleteResponsePartition()
                .setPartitionIndex(partition.partitionIndex())
                .setErrorCode(
                    judge(topic.name(), partition.partitionIndex(), isSubscribed).code()));
      }
      answered.add(new OffsetDeleteResponseTopic().setName(topic.name()).setPartitions(partitions));
    }
    return Reply.of(new OffsetDeleteResponse(new OffsetDeleteResponseData().setTopics(answered)));
  }
}
