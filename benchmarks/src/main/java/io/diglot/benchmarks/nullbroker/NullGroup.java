package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.message.LeaveGroupResponseData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponsePartition;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetFetchRequest;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.SyncGroupResponse;

/** Kafka's groups without a memory: who joins is alone in it, leads it, and begins anew. */
final class NullGroup {
  private static final String MEMBER = "alone";

  /** The last version that asks for one group. */
  private static final int FIND_COORDINATOR_VERSION =
      FindCoordinatorRequest.MIN_BATCHED_VERSION - 1;

  /** The last version that names topics by name. */
  private static final int OFFSET_VERSION = 9;

  private NullGroup() {}

  static List<KafkaApi<?>> apis() {
    return List.of(
        new NullApi<>(
            ApiKeys.FIND_COORDINATOR,
            FindCoordinatorRequest.class,
            (short) FIND_COORDINATOR_VERSION,
            NullGroup::coordinator),
        NullApi.of(ApiKeys.JOIN_GROUP, JoinGroupRequest.class, NullGroup::join),
        NullApi.of(ApiKeys.SYNC_GROUP, SyncGroupRequest.class, NullGroup::sync),
        NullApi.of(
            ApiKeys.HEARTBEAT,
            HeartbeatRequest.class,
            request -> new HeartbeatResponse(new HeartbeatResponseData())),
        NullApi.of(
            ApiKeys.LEAVE_GROUP,
            LeaveGroupRequest.class,
            request -> new LeaveGroupResponse(new LeaveGroupResponseData())),
        NullApi.upTo(
            OFFSET_VERSION, ApiKeys.OFFSET_FETCH, OffsetFetchRequest.class, NullGroup::fetch),
        NullApi.upTo(
            OFFSET_VERSION, ApiKeys.OFFSET_COMMIT, OffsetCommitRequest.class, NullGroup::commit));
  }

  private static CompletionStage<Reply> coordinator(
      RequestContext context, FindCoordinatorRequest request) {
    return Reply.now(
        FindCoordinatorResponse.prepareOldResponse(
            Errors.NONE, context.connection().broker().node()));
  }

  private static JoinGroupResponse join(JoinGroupRequest request) {
    JoinGroupRequestData asked = request.data();
    JoinGroupRequestProtocol protocol = asked.protocols().iterator().next();
    JoinGroupResponseMember member =
        new JoinGroupResponseMember().setMemberId(MEMBER).setMetadata(protocol.metadata());
    JoinGroupResponseData answer =
        new JoinGroupResponseData()
            .setGenerationId(1)
            .setProtocolType(asked.protocolType())
            .setProtocolName(protocol.name())
            .setLeader(MEMBER)
            .setMemberId(MEMBER)
            .setMembers(List.of(member));
    return new JoinGroupResponse(answer, request.version());
  }

  private static SyncGroupResponse sync(SyncGroupRequest request) {
    return new SyncGroupResponse(
        new SyncGroupResponseData()
            .setProtocolType(request.data().protocolType())
            .setProtocolName(request.data().protocolName())
            .setAssignment(request.data().assignments().get(0).assignment()));
  }

  private static OffsetFetchResponse fetch(OffsetFetchRequest request) {
    return new OffsetFetchResponse.Builder(
            request.groups().stream().map(NullGroup::nothingCommitted).toList())
        .build(request.version());
  }

  private static OffsetFetchResponseGroup nothingCommitted(OffsetFetchRequestGroup group) {
    return new OffsetFetchResponseGroup()
        .setGroupId(group.groupId())
        .setTopics(group.topics().stream().map(NullGroup::nothingCommitted).toList());
  }

  private static OffsetFetchResponseTopics nothingCommitted(OffsetFetchRequestTopics topic) {
    return new OffsetFetchResponseTopics()
        .setName(topic.name())
        .setPartitions(
            topic.partitionIndexes().stream()
                .map(
                    index ->
                        new OffsetFetchResponsePartitions()
                            .setPartitionIndex(index)
                            .setCommittedOffset(OffsetFetchResponse.INVALID_OFFSET))
                .toList());
  }

  private static OffsetCommitResponse commit(OffsetCommitRequest request) {
    return new OffsetCommitResponse(
        new OffsetCommitResponseData()
            .setTopics(request.data().topics().stream().map(NullGroup::committed).toList()));
  }

  private static OffsetCommitResponseTopic committed(OffsetCommitRequestTopic topic) {
    return new OffsetCommitResponseTopic()
        .setName(topic.name())
        .setPartitions(
            topic.partitions().stream()
                .map(
                    partition ->
                        new OffsetCommitResponsePartition()
                            .setPartitionIndex(partition.partitionIndex()))
                .toList());
  }
}
