package io.diglot.kafka.group;

import io.diglot.core.group.Blob;
import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.MemberProtocol;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.JoinGroupResponseData.JoinGroupResponseMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.JoinGroupRequest;
import org.apache.kafka.common.requests.JoinGroupResponse;

/** JoinGroup (key 11); answered when the group's rebalance is complete. */
final class JoinGroupApi implements KafkaApi<JoinGroupRequest> {
  private final ClassicGroups groups;

  JoinGroupApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.JOIN_GROUP;
  }

  @Override
  public Class<JoinGroupRequest> requestType() {
    return JoinGroupRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, JoinGroupRequest request) {
    short version = context.version();
    String memberId = request.data().memberId();
    return groups
        .join(toCore(context, request.data()))
        .thenApply(reply -> Reply.of(new JoinGroupResponse(toKafka(memberId, reply), version)));
  }

  private static JoinRequest toCore(RequestContext context, JoinGroupRequestData data) {
    short version = context.version();
    List<MemberProtocol> protocols =
        data.protocols().stream()
            .map(each -> new MemberProtocol(each.name(), Blob.of(each.metadata())))
            .toList();
    return new JoinRequest(
        data.groupId(),
        new MemberIdentity(data.memberId(), Optional.ofNullable(data.groupInstanceId())),
        context.clientId(),
        context.connection().clientHost(),
        data.sessionTimeoutMs(),
        // Version 0 has no rebalance timeout of its own.
        data.rebalanceTimeoutMs() < 0 ? data.sessionTimeoutMs() : data.rebalanceTimeoutMs(),
        data.protocolType(),
        protocols,
        JoinGroupRequest.requiresKnownMemberId(version),
        JoinGroupRequest.supportsSkippingAssignment(version));
  }

  private static JoinGroupResponseData toKafka(String memberId, JoinReply reply) {
    if (reply instanceof JoinReply.Joined joined) {
      return joined(joined);
    }
    if (reply instanceof JoinReply.MemberIdRequired required) {
      return refused(required.memberId(), Errors.MEMBER_ID_REQUIRED);
    }
    return refused(memberId, GroupErrors.of(((JoinReply.Refused) reply).error()));
  }

  private static JoinGroupResponseData joined(JoinReply.Joined joined) {
    return new JoinGroupResponseData()
        .setMemberId(joined.memberId())
        .setGenerationId(joined.generation())
        .setProtocolType(joined.protocolType())
        .setProtocolName(joined.protocol())
        .setLeader(joined.leader())
        .setSkipAssignment(joined.skipAssignment())
        .setMembers(
            joined.members().stream()
                .map(
                    member ->
                        new JoinGroupResponseMember()
                            .setMemberId(member.memberId())
                            .setGroupInstanceId(member.instanceId().orElse(null))
                            .setMetadata(member.metadata().bytes()))
                .toList());
  }

  private static JoinGroupResponseData refused(String memberId, Errors error) {
    return new JoinGroupResponseData()
        .setErrorCode(error.code())
        .setMemberId(memberId)
        .setGenerationId(JoinGroupRequest.UNKNOWN_GENERATION_ID)
        .setProtocolName(JoinGroupRequest.UNKNOWN_PROTOCOL_NAME)
        .setLeader(JoinGroupRequest.UNKNOWN_MEMBER_ID);
  }
}
