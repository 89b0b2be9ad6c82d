package io.diglot.kafka.settings;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeClientQuotasResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.DescribeClientQuotasRequest;
import org.apache.kafka.common.requests.DescribeClientQuotasResponse;

/**
 * DescribeClientQuotas (key 48), which {@code kafka-configs --describe} asks: nobody has a quota.
 */
public final class DescribeClientQuotasApi implements KafkaApi<DescribeClientQuotasRequest> {

  @Override
  public ApiKeys key() {
    return ApiKeys.DESCRIBE_CLIENT_QUOTAS;
  }

  @Override
  public Class<DescribeClientQuotasRequest> requestType() {
    return DescribeClientQuotasRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(
      RequestContext context, DescribeClientQuotasRequest request) {
    return Reply.now(
        new DescribeClientQuotasResponse(
            new DescribeClientQuotasResponseData().setEntries(List.of()).setErrorMessage(null)));
  }
}
