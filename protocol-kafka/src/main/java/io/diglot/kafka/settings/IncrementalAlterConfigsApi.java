package io.diglot.kafka.settings;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.kafka.settings.SettingChanges.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.apache.kafka.common.requests.IncrementalAlterConfigsRequest;
import org.apache.kafka.common.requests.IncrementalAlterConfigsResponse;

/** IncrementalAlterConfigs (key 44, KIP-339): single settings of topics. */
public final class IncrementalAlterConfigsApi implements KafkaApi<IncrementalAlterConfigsRequest> {
  private final SettingChanges changes;

  /** A handler on the topics' settings. */
  public IncrementalAlterConfigsApi(SettingChanges changes) {
    this.changes = changes;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.INCREMENTAL_ALTER_CONFIGS;
  }

  @Override
  public Class<IncrementalAlterConfigsRequest> requestType() {
    return IncrementalAlterConfigsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(
      RequestContext context, IncrementalAlterConfigsRequest request) {
    List<CompletionStage<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource asked : request.data().resources()) {
      results.add(
          alter(asked, request.data().validateOnly())
              .thenApply(
                  error ->
                      new AlterConfigsResourceResponse()
                          .setResourceType(asked.resourceType())
                          .setResourceName(asked.resourceName())
                          .setErrorCode(error.error().code())
                          .setErrorMessage(SettingChanges.message(error))));
    }
    return Stages.all(results)
        .thenApply(
            done ->
                Reply.of(
                    new IncrementalAlterConfigsResponse(
                        new IncrementalAlterConfigsResponseData().setResponses(done))));
  }

  private CompletionStage<ApiError> alter(AlterConfigsResource asked, boolean validateOnly) {
    List<Change> wanted = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (AlterableConfig config : asked.configs()) {
      if (config.configOperation() < 0 || config.configOperation() >= OpType.values().length) {
        return refused("Unknown operation " + config.configOperation());
      }
      if (!names.add(config.name())) {
        return refused("The request names '" + config.name() + "' twice");
      }
      wanted.add(new Change(config.name(), OpType.forId(config.configOperation()), config.value()));
    }
    return changes.apply(asked.resourceType(), asked.resourceName(), wanted, validateOnly);
  }

  private static CompletionStage<ApiError> refused(String detail) {
    return CompletableFuture.completedFuture(new ApiError(Errors.INVALID_REQUEST, detail));
  }
}
