package io.diglot.kafka.topic;

import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Operations;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeClusterResponseData.DescribeClusterBroker;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeClusterRequest;
import org.apache.kafka.common.requests.DescribeClusterResponse;

/** DescribeCluster (key 60): the one node. */
public final class DescribeClusterApi implements KafkaApi<DescribeClusterRequest> {
  private static final byte BROKERS = 1;

  @Override
  public ApiKeys key() {
    return ApiKeys.DESCRIBE_CLUSTER;
  }

  @Override
  public Class<DescribeClusterRequest> requestType() {
    return DescribeClusterRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DescribeClusterRequest request) {
    if (request.data().endpointType() != BROKERS) {
      // This is no controller's listener (KIP-919).
      return Reply.now(request.getErrorResponse(0, Errors.MISMATCHED_ENDPOINT_TYPE.exception()));
    }
    BrokerNode broker = context.connection().broker();
    DescribeClusterResponseData data =
        new DescribeClusterResponseData()
            .setClusterId(broker.clusterId())
            .setControllerId(broker.id())
            .setEndpointType(BROKERS)
            .setClusterAuthorizedOperations(
                request.data().includeClusterAuthorizedOperations()
                    ? Operations.CLUSTER
                    : Operations.NOT_ASKED);
    data.brokers()
        .add(
            new DescribeClusterBroker()
                .setBrokerId(broker.id())
                .setHost(broker.host())
                .setPort(broker.port()));
    return Reply.now(new DescribeClusterResponse(data));
  }
}
