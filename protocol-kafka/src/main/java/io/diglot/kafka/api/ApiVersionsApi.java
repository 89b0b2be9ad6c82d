package io.diglot.kafka.api;

import io.diglot.kafka.api.Connection.ClientSoftware;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersion;
import org.apache.kafka.common.message.ApiVersionsResponseData.ApiVersionCollection;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.ApiVersionsResponse;

/**
 * ApiVersions (key 18): which APIs there are, in which versions. No feature is finalized: clients
 * keep to the classic group protocol and to idempotence without transactions.
 */
final class ApiVersionsApi implements KafkaApi<ApiVersionsRequest> {
  private final ApiTable table;

  ApiVersionsApi(ApiTable table) {
    this.table = table;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.API_VERSIONS;
  }

  @Override
  public Class<ApiVersionsRequest> requestType() {
    return ApiVersionsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, ApiVersionsRequest request) {
    if (request.hasUnsupportedRequestVersion()) {
      return Reply.now(request.getErrorResponse(0, Errors.UNSUPPORTED_VERSION.exception()));
    }
    if (!request.isValid()) {
      return Reply.now(request.getErrorResponse(0, Errors.INVALID_REQUEST.exception()));
    }
    if (isMeantForAnother(request, context.connection().broker())) {
      return Reply.now(request.getErrorResponse(0, Errors.REBOOTSTRAP_REQUIRED.exception()));
    }
    if (request.version() >= 3) {
      context
          .connection()
          .introduce(
              new ClientSoftware(
                  request.data().clientSoftwareName(), request.data().clientSoftwareVersion()));
    }
    return Reply.now(new ApiVersionsResponse(new ApiVersionsResponseData().setApiKeys(offered())));
  }

  /**
   * A client may say whom it means to talk to (KIP-1242): after a change of addresses it may be
   * wrong.
   */
  private static boolean isMeantForAnother(ApiVersionsRequest request, BrokerNode broker) {
    String clusterId = request.data().clusterId();
    int nodeId = request.data().nodeId();
    return (clusterId != null && !clusterId.equals(broker.clusterId()))
        || (nodeId != -1 && nodeId != broker.id());
  }

  private ApiVersionCollection offered() {
    ApiVersionCollection versions = new ApiVersionCollection();
    for (KafkaApi<?> api : table.all()) {
      versions.add(
          new ApiVersion()
              .setApiKey(api.key().id)
              .setMinVersion(shownFrom(api))
              .setMaxVersion(api.highestVersion()));
    }
    return versions;
  }

  /**
   * librdkafka judges by Produce's lowest version which codecs a broker knows; Kafka 4 shows 0 to
   * it, and so do we.
   */
  private static short shownFrom(KafkaApi<?> api) {
    return api.key() == ApiKeys.PRODUCE
        ? ApiKeys.PRODUCE_API_VERSIONS_RESPONSE_MIN_VERSION
        : api.lowestVersion();
  }
}
