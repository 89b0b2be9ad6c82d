package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.GroupDescription;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Operations;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeGroupsResponseData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroupMember;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeGroupsRequest;
import org.apache.kafka.common.requests.DescribeGroupsResponse;

/** DescribeGroups (key 15). */
final class DescribeGroupsApi implements KafkaApi<DescribeGroupsRequest> {
  /** From here on a missing group is an error and not merely dead (KIP-1043). */
  private static final short MISSING_IS_ERROR = 6;

  private final ClassicGroups groups;

  DescribeGroupsApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DESCRIBE_GROUPS;
  }

  @Override
  public Class<DescribeGroupsRequest> requestType() {
    return DescribeGroupsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DescribeGroupsRequest request) {
    int operations =
        request.data().includeAuthorizedOperations() ? Operations.GROUP : Operations.NOT_ASKED;
    CompletionStage<List<DescribedGroup>> all = CompletableFuture.completedStage(new ArrayList<>());
    for (String name : request.data().groups()) {
      all =
          all.thenCombine(
              groups.describe(name),
              (described, found) -> {
                described.add(toKafka(name, found, context.version(), operations));
                return described;
              });
    }
    return all.thenApply(
        described ->
            Reply.of(
                new DescribeGroupsResponse(new DescribeGroupsResponseData().setGroups(described))));
  }

  private static DescribedGroup toKafka(
      String name, Optional<GroupDescription> found, short version, int operations) {
    if (found.isEmpty()) {
      DescribedGroup dead = new DescribedGroup().setGroupId(name).setGroupState(GroupStates.DEAD);
      return version < MISSING_IS_ERROR
          ? dead.setAuthorizedOperations(operations)
          : dead.setErrorCode(Errors.GROUP_ID_NOT_FOUND.code())
              .setErrorMessage("Group " + name + " not found.");
    }
    GroupDescription group = found.get();
    List<DescribedGroupMember> members =
        group.members().stream()
            .map(
                member ->
                    DescribeGroupsResponse.groupMember(
                        member.memberId(),
                        member.instanceId().orElse(null),
                        member.clientId(),
                        member.clientHost(),
                        member.assignment().bytes(),
                        member.metadata().bytes()))
            .toList();
    return new DescribedGroup()
        .setGroupId(name)
        .setGroupState(GroupStates.of(group.state()))
        .setProtocolType(group.protocolType())
        .setProtocolData(group.protocol())
        .setMembers(members)
        .setAuthorizedOperations(operations);
  }
}
