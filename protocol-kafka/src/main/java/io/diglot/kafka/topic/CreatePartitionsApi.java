package io.diglot.kafka.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.CreatePartitionsRequestData.CreatePartitionsTopic;
import org.apache.kafka.common.message.CreatePartitionsResponseData;
import org.apache.kafka.common.message.CreatePartitionsResponseData.CreatePartitionsTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.CreatePartitionsRequest;
import org.apache.kafka.common.requests.CreatePartitionsResponse;

/** CreatePartitions (key 37): more queues for a topic, never fewer. */
public final class CreatePartitionsApi implements KafkaApi<CreatePartitionsRequest> {
  private final Topics topics;

  /** A handler on the core's catalogue. */
  public CreatePartitionsApi(Topics topics) {
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.CREATE_PARTITIONS;
  }

  @Override
  public Class<CreatePartitionsRequest> requestType() {
    return CreatePartitionsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, CreatePartitionsRequest request) {
    int nodeId = context.connection().broker().id();
    List<CompletionStage<CreatePartitionsTopicResult>> results = new ArrayList<>();
    for (CreatePartitionsTopic asked : request.data().topics()) {
      results.add(grow(asked, nodeId, request.data().validateOnly()));
    }
    return Stages.all(results)
        .thenApply(
            done ->
                Reply.of(
                    new CreatePartitionsResponse(
                        new CreatePartitionsResponseData().setResults(done))));
  }

  private CompletionStage<CreatePartitionsTopicResult> grow(
      CreatePartitionsTopic asked, int nodeId, boolean validateOnly) {
    CreatePartitionsTopicResult answer =
        new CreatePartitionsTopicResult().setName(asked.name()).setErrorMessage(null);
    try {
      check(asked, nodeId);
    } catch (ApiException e) {
      return CompletableFuture.completedFuture(
          answer.setErrorCode(Errors.forException(e).code()).setErrorMessage(e.getMessage()));
    }
    return validateOnly
        ? CompletableFuture.completedFuture(answer)
        : topics
            .update(asked.name(), spec -> withQueues(spec, asked.count()))
            .thenApply(result -> result(answer, result));
  }

  private void check(CreatePartitionsTopic asked, int nodeId) {
    Topic topic =
        topics
            .find(asked.name())
            .orElseThrow(() -> new UnknownTopicOrPartitionException("There is no such topic"));
    int added = asked.count() - topic.queueCount();
    if (added <= 0) {
      throw new InvalidPartitionsException(
          "Topic currently has "
              + topic.queueCount()
              + " partitions, which is not less than the requested "
              + asked.count());
    }
    if (asked.assignments() == null) {
      return;
    }
    if (asked.assignments().size() != added) {
      throw new InvalidReplicaAssignmentException(
          asked.assignments().size() + " assignments for " + added + " new partitions");
    }
    asked
        .assignments()
        .forEach(assignment -> NewTopic.checkReplicas(assignment.brokerIds(), nodeId));
  }

  /** Never fewer than there are by the time that the change is made. */
  private static TopicSpec withQueues(TopicSpec spec, int count) {
    return new TopicSpec(
        spec.name(),
        Math.max(count, spec.readQueues()),
        Math.max(count, spec.writeQueues()),
        spec.permission(),
        spec.systemFlag(),
        spec.ordered(),
        spec.settings());
  }

  private static CreatePartitionsTopicResult result(
      CreatePartitionsTopicResult answer, Result<Topic> result) {
    return result instanceof Result.Failed<Topic> failed
        ? answer
            .setErrorCode(KafkaErrors.of(failed.error()).code())
            .setErrorMessage(failed.detail())
        : answer;
  }
}
