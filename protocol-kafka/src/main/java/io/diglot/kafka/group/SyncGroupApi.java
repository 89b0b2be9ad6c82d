package io.diglot.kafka.group;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.model.Result;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.SyncGroupRequest;
import org.apache.kafka.common.requests.SyncGroupResponse;

/** SyncGroup (key 14); a follower is answered when the leader has brought the assignment. */
final class SyncGroupApi implements KafkaApi<SyncGroupRequest> {
  private final ClassicGroups groups;

  SyncGroupApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.SYNC_GROUP;
  }

  @Override
  public Class<SyncGroupRequest> requestType() {
    return SyncGroupRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, SyncGroupRequest request) {
    if (!request.areMandatoryProtocolTypeAndNamePresent()) {
      return Reply.now(request.getErrorResponse(0, Errors.INCONSISTENT_GROUP_PROTOCOL.exception()));
    }
    return groups
        .sync(toCore(request.data()))
        .thenApply(result -> Reply.of(new SyncGroupResponse(toKafka(result))));
  }

  private static SyncRequest toCore(SyncGroupRequestData data) {
    Map<String, Blob> assignments = new HashMap<>();
    data.assignments()
        .forEach(each -> assignments.put(each.memberId(), Blob.of(each.assignment())));
    return new SyncRequest(
        data.groupId(),
        new MemberIdentity(data.memberId(), Optional.ofNullable(data.groupInstanceId())),
        data.generationId(),
        Optional.ofNullable(data.protocolType()),
        Optional.ofNullable(data.protocolName()),
        assignments);
  }

  private static SyncGroupResponseData toKafka(Result<Assignment> result) {
    if (result instanceof Result.Ok<Assignment> ok) {
      return new SyncGroupResponseData()
          .setProtocolType(ok.value().protocolType())
          .setProtocolName(ok.value().protocol())
          .setAssignment(ok.value().share().bytes());
    }
    return new SyncGroupResponseData().setErrorCode(GroupErrors.of(result).code());
  }
}
