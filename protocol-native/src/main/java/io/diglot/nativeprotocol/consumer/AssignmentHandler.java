package io.diglot.nativeprotocol.consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientMember;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.consumer.ClusterQueues.BrokerQueue;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** QUERY_ASSIGNMENT (400) and SET_MESSAGE_REQUEST_MODE (401). */
public final class AssignmentHandler implements RequestHandler {
  private static final Comparator<BrokerQueue> ORDER =
      Comparator.comparing((BrokerQueue queue) -> queue.queue().topic())
          .thenComparing(BrokerQueue::brokerName)
          .thenComparing(queue -> queue.queue().queueId());

  private final ClientGroups groups;
  private final ClusterQueues clusterQueues;

  /** A handler on these parts. */
  public AssignmentHandler(ClientGroups groups, ClusterQueues clusterQueues) {
    this.groups = groups;
    this.clusterQueues = clusterQueues;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.QUERY_ASSIGNMENT, RequestCode.SET_MESSAGE_REQUEST_MODE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    JsonNode body = Json.body(request);
    return CompletableFuture.completedStage(
        request.code() == RequestCode.QUERY_ASSIGNMENT ? assignment(body) : requestMode(body));
  }

  private Response assignment(JsonNode body) {
    String topic = Json.text(body, "topic");
    List<BrokerQueue> queues = clusterQueues.of(topic).stream().sorted(ORDER).toList();
    if (!"BROADCASTING".equals(body.path("messageModel").asText())) {
      String strategy = body.path("strategyName").asText();
      Optional<QueueSharing> sharing = QueueSharing.of(strategy);
      if (sharing.isEmpty()) {
        return Response.of(
            ResponseCode.SYSTEM_ERROR, "the broker does not know the strategy " + strategy);
      }
      queues = share(queues, body, sharing.get());
    }
    ArrayNode assignments = Json.array();
    for (BrokerQueue queue : queues) {
      assignments
          .addObject()
          .put("mode", "PULL")
          .set("messageQueue", Json.queue(queue.brokerName(), queue.queue()));
    }
    return Json.answer(Json.object().set("messageQueueAssignments", assignments));
  }

  private List<BrokerQueue> share(List<BrokerQueue> queues, JsonNode body, QueueSharing sharing) {
    List<String> members =
        groups.members(Json.text(body, "consumerGroup")).stream()
            .map(ClientMember::clientId)
            .sorted()
            .toList();
    int member = members.indexOf(Json.text(body, "clientId"));
    return member < 0 ? List.of() : sharing.share(queues, member, members.size());
  }

  private static Response requestMode(JsonNode body) {
    if (TopicNames.isRetry(Json.text(body, "topic"))) {
      return Response.of(ResponseCode.NO_PERMISSION, "retry topic is not allowed to set mode");
    }
    return "PULL".equals(body.path("mode").asText("PULL"))
        ? Response.ok()
        : Response.of(ResponseCode.SYSTEM_ERROR, "the broker does not support POP");
  }
}
