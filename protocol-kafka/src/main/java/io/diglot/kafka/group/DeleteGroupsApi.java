package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.model.Result;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.LinkedHashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DeleteGroupsResponseData;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResult;
import org.apache.kafka.common.message.DeleteGroupsResponseData.DeletableGroupResultCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DeleteGroupsRequest;
import org.apache.kafka.common.requests.DeleteGroupsResponse;

/** DeleteGroups (key 42). */
final class DeleteGroupsApi implements KafkaApi<DeleteGroupsRequest> {
  private final ClassicGroups groups;

  DeleteGroupsApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DELETE_GROUPS;
  }

  @Override
  public Class<DeleteGroupsRequest> requestType() {
    return DeleteGroupsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DeleteGroupsRequest request) {
    CompletionStage<DeletableGroupResultCollection> all =
        CompletableFuture.completedStage(new DeletableGroupResultCollection());
    for (String name : new LinkedHashSet<>(request.data().groupsNames())) {
      all =
          all.thenCombine(
              groups.delete(name),
              (results, result) -> {
                results.add(toKafka(name, result));
                return results;
              });
    }
    return all.thenApply(
        results ->
            Reply.of(new DeleteGroupsResponse(new DeleteGroupsResponseData().setResults(results))));
  }

  private static DeletableGroupResult toKafka(String name, Result<Boolean> result) {
    return new DeletableGroupResult()
        .setGroupId(name)
        .setErrorCode(GroupErrors.of(result).code())
        .setErrorMessage(result instanceof Result.Failed<Boolean> failed ? failed.detail() : null);
  }
}
