package io.diglot.kafka.settings;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.api.Stages;
import io.diglot.kafka.settings.SettingChanges.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.message.AlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.AlterConfigsResponseData;
import org.apache.kafka.common.message.AlterConfigsResponseData.AlterConfigsResourceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AlterConfigsRequest;
import org.apache.kafka.common.requests.AlterConfigsResponse;

/**
 * AlterConfigs (key 33): replaces a topic's settings; what is not named falls back to its default.
 */
public final class AlterConfigsApi implements KafkaApi<AlterConfigsRequest> {
  private final SettingChanges changes;

  /** A handler on the topics' settings. */
  public AlterConfigsApi(SettingChanges changes) {
    this.changes = changes;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.ALTER_CONFIGS;
  }

  @Override
  public Class<AlterConfigsRequest> requestType() {
    return AlterConfigsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, AlterConfigsRequest request) {
    List<CompletionStage<AlterConfigsResourceResponse>> results = new ArrayList<>();
    for (AlterConfigsResource asked : request.data().resources()) {
      List<Change> wanted = new ArrayList<>();
      asked
          .configs()
          .forEach(config -> wanted.add(new Change(config.name(), OpType.SET, config.value())));
      results.add(
          changes
              .replace(asked.resourceType(), asked.resourceName(), wanted, request.validateOnly())
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
                    new AlterConfigsResponse(new AlterConfigsResponseData().setResponses(done))));
  }
}
