package io.diglot.kafka.topic;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.KafkaErrors;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.kafka.api.TopicIds;
import io.diglot.kafka.settings.ShownSetting;
import io.diglot.kafka.settings.TopicSettingsView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicConfigs;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.CreateTopicsResponse;

/** CreateTopics (key 19). The answer comes when the topics are as durable as configured. */
public final class CreateTopicsApi implements KafkaApi<CreateTopicsRequest> {
  private final Topics topics;
  private final TopicDefaults defaults;
  private final TopicSettingsView settings;

  /** A handler on the core's catalogue. */
  public CreateTopicsApi(Topics topics, TopicDefaults defaults, TopicSettingsView settings) {
    this.topics = topics;
    this.defaults = defaults;
    this.settings = settings;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.CREATE_TOPICS;
  }

  @Override
  public Class<CreateTopicsRequest> requestType() {
    return CreateTopicsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, CreateTopicsRequest request) {
    int nodeId = context.connection().broker().id();
    List<CompletionStage<CreatableTopicResult>> results = new ArrayList<>();
    Set<String> done = new HashSet<>();
    for (CreatableTopic asked : request.data().topics()) {
      if (done.add(asked.name())) {
        results.add(
            request.data().topics().findAll(asked).size() > 1
                ? refused(asked.name(), Errors.INVALID_REQUEST, "The request names the topic twice")
                : create(asked, nodeId, request.data().validateOnly()));
      }
    }
    return Stages.all(results).thenApply(CreateTopicsApi::reply);
  }

  private CompletionStage<CreatableTopicResult> create(
      CreatableTopic asked, int nodeId, boolean validateOnly) {
    TopicSpec spec;
    try {
      spec = NewTopic.of(asked, topics, defaults, nodeId);
    } catch (ApiException e) {
      return refused(asked.name(), Errors.forException(e), String.valueOf(e.getMessage()));
    }
    return validateOnly
        ? CompletableFuture.completedFuture(result(spec, Uuid.ZERO_UUID))
        : topics.create(spec).thenApply(made -> result(spec, made));
  }

  private CreatableTopicResult result(TopicSpec spec, Result<Topic> made) {
    if (made instanceof Result.Failed<Topic> failed) {
      return refusal(spec.name(), KafkaErrors.of(failed.error()), failed.detail());
    }
    return result(spec, TopicIds.of(((Result.Ok<Topic>) made).value()));
  }

  private CreatableTopicResult result(TopicSpec spec, Uuid id) {
    CreatableTopicResult result =
        new CreatableTopicResult()
            .setName(spec.name())
            .setTopicId(id)
            .setNumPartitions(spec.writeQueues())
            .setReplicationFactor((short) 1)
            .setConfigs(new ArrayList<>());
    for (ShownSetting setting : settings.of(spec.settings())) {
      result
          .configs()
          .add(
              new CreatableTopicConfigs()
                  .setName(setting.name())
                  .setValue(setting.value())
                  .setConfigSource(setting.source().id()));
    }
    return result;
  }

  private static CompletionStage<CreatableTopicResult> refused(
      String name, Errors error, String detail) {
    return CompletableFuture.completedFuture(refusal(name, error, detail));
  }

  private static CreatableTopicResult refusal(String name, Errors error, String detail) {
    return new CreatableTopicResult()
        .setName(name)
        .setErrorCode(error.code())
        .setErrorMessage(detail);
  }

  private static Reply reply(List<CreatableTopicResult> results) {
    CreateTopicsResponseData data = new CreateTopicsResponseData();
    results.forEach(result -> data.topics().add(result));
    return Reply.of(new CreateTopicsResponse(data));
  }
}
