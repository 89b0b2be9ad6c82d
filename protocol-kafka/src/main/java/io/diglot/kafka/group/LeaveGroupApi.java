package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.model.Result;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupResponseData.MemberResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.LeaveGroupRequest;
import org.apache.kafka.common.requests.LeaveGroupResponse;

/** LeaveGroup (key 13), of one member or (version 3 on) of several. */
final class LeaveGroupApi implements KafkaApi<LeaveGroupRequest> {
  private final ClassicGroups groups;

  LeaveGroupApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.LEAVE_GROUP;
  }

  @Override
  public Class<LeaveGroupRequest> requestType() {
    return LeaveGroupRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, LeaveGroupRequest request) {
    List<LeaveGroupRequestData.MemberIdentity> asked = request.members();
    List<MemberIdentity> leaving =
        asked.stream()
            .map(
                each ->
                    new MemberIdentity(
                        each.memberId(), Optional.ofNullable(each.groupInstanceId())))
            .toList();
    return groups
        .leave(request.data().groupId(), leaving)
        .thenApply(
            result ->
                Reply.of(
                    new LeaveGroupResponse(
                        answers(asked, result), GroupErrors.of(result), 0, context.version())));
  }

  private static List<MemberResponse> answers(
      List<LeaveGroupRequestData.MemberIdentity> asked, Result<List<Result<Boolean>>> result) {
    List<MemberResponse> answers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Errors error =
          result instanceof Result.Ok<List<Result<Boolean>>> ok
              ? GroupErrors.of(ok.value().get(i))
              : GroupErrors.of(result);
      answers.add(
          new MemberResponse()
              .setMemberId(asked.get(i).memberId())
              .setGroupInstanceId(asked.get(i).groupInstanceId())
              .setErrorCode(error.code()));
    }
    return answers;
  }
}
