package io.diglot.kafka.group;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.message.FindCoordinatorResponseData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.FindCoordinatorResponse;

/** FindCoordinator (key 10): this broker coordinates every group and every transaction. */
final class FindCoordinatorApi implements KafkaApi<FindCoordinatorRequest> {

  @Override
  public ApiKeys key() {
    return ApiKeys.FIND_COORDINATOR;
  }

  @Override
  public Class<FindCoordinatorRequest> requestType() {
    return FindCoordinatorRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, FindCoordinatorRequest request) {
    byte type = request.data().keyType();
    if (type != CoordinatorType.GROUP.id() && type != CoordinatorType.TRANSACTION.id()) {
      // Share groups are not offered, and other types are not known.
      return Reply.now(request.getErrorResponse(0, Errors.INVALID_REQUEST.exception()));
    }
    Node node = context.connection().broker().node();
    if (request.version() < FindCoordinatorRequest.MIN_BATCHED_VERSION) {
      return Reply.now(FindCoordinatorResponse.prepareOldResponse(Errors.NONE, node));
    }
    List<Coordinator> coordinators =
        request.data().coordinatorKeys().stream()
            .map(key -> FindCoordinatorResponse.prepareCoordinatorResponse(Errors.NONE, key, node))
            .toList();
    return Reply.now(
        new FindCoordinatorResponse(
            new FindCoordinatorResponseData().setCoordinators(coordinators)));
  }
}
