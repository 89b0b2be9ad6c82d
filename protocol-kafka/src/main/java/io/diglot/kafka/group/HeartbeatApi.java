package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.MemberIdentity;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;

/** Heartbeat (key 12). */
final class HeartbeatApi implements KafkaApi<HeartbeatRequest> {
  private final ClassicGroups groups;

  HeartbeatApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.HEARTBEAT;
  }

  @Override
  public Class<HeartbeatRequest> requestType() {
    return HeartbeatRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, HeartbeatRequest request) {
    HeartbeatRequestData data = request.data();
    MemberIdentity member =
        new MemberIdentity(data.memberId(), Optional.ofNullable(data.groupInstanceId()));
    return groups
        .heartbeat(data.groupId(), member, data.generationId())
        .thenApply(
            result ->
                Reply.of(
                    new HeartbeatResponse(
                        new HeartbeatResponseData().setErrorCode(GroupErrors.of(result).code()))));
  }
}
