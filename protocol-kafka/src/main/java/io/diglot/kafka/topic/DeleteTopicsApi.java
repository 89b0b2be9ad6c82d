package io.diglot.kafka.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.kafka.api.TopicIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DeleteTopicsRequestData.DeleteTopicState;
import org.apache.kafka.common.message.DeleteTopicsResponseData;
import org.apache.kafka.common.message.DeleteTopicsResponseData.DeletableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteTopicsRequest;
import org.apache.kafka.common.requests.DeleteTopicsResponse;

/** DeleteTopics (key 20), by name or, from version 6 on, by id. */
public final class DeleteTopicsApi implements KafkaApi<DeleteTopicsRequest> {
  private static final int STATES_SINCE = 6;

  private final Topics topics;

  /** A handler on the core's catalogue. */
  public DeleteTopicsApi(Topics topics) {
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DELETE_TOPICS;
  }

  @Override
  public Class<DeleteTopicsRequest> requestType() {
    return DeleteTopicsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DeleteTopicsRequest request) {
    List<CompletionStage<DeletableTopicResult>> results = new ArrayList<>();
    if (request.version() < STATES_SINCE) {
      request
          .data()
          .topicNames()
          .forEach(name -> results.add(delete(new DeleteTopicState().setName(name))));
    } else {
      request.data().topics().forEach(topic -> results.add(delete(topic)));
    }
    return Stages.all(results).thenApply(DeleteTopicsApi::reply);
  }

  private CompletionStage<DeletableTopicResult> delete(DeleteTopicState asked) {
    DeletableTopicResult answer =
        new DeletableTopicResult().setName(asked.name()).setTopicId(asked.topicId());
    String name = asked.name();
    Optional<Topic> topic =
        name == null ? topics.find(TopicIds.toCore(asked.topicId())) : topics.find(name);
    if (topic.isEmpty()) {
      Errors error = name == null ? Errors.UNKNOWN_TOPIC_ID : Errors.UNKNOWN_TOPIC_OR_PARTITION;
      return CompletableFuture.completedFuture(
          answer.setErrorCode(error.code()).setErrorMessage("There is no such topic"));
    }
    answer.setName(topic.get().name()).setTopicId(TopicIds.of(topic.get()));
    return topics.delete(topic.get().name()).thenApply(result -> result(answer, result));
  }

  private static DeletableTopicResult result(DeletableTopicResult answer, Result<Topic> result) {
    return result instanceof Result.Failed<Topic> failed
        ? answer
            .setErrorCode(KafkaErrors.of(failed.error()).code())
            .setErrorMessage(failed.detail())
        : answer;
  }

  private static Reply reply(List<DeletableTopicResult> results) {
    DeleteTopicsResponseData data = new DeleteTopicsResponseData();
    results.forEach(result -> data.responses().add(result));
    return Reply.of(new DeleteTopicsResponse(data));
  }
}
