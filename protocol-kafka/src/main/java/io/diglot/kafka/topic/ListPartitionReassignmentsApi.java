package io.diglot.kafka.topic;

import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListPartitionReassignmentsResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListPartitionReassignmentsRequest;
import org.apache.kafka.common.requests.ListPartitionReassignmentsResponse;

/**
 * ListPartitionReassignments (key 46), which {@code kafka-topics --describe} asks: one node
 * reassigns nothing.
 */
public final class ListPartitionReassignmentsApi
    implements KafkaApi<ListPartitionReassignmentsRequest> {

  @Override
  public ApiKeys key() {
    return ApiKeys.LIST_PARTITION_REASSIGNMENTS;
  }

  @Override
  public Class<ListPartitionReassignmentsRequest> requestType() {
    return ListPartitionReassignmentsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(
      RequestContext context, ListPartitionReassignmentsRequest request) {
    return Reply.now(
        new ListPartitionReassignmentsResponse(new ListPartitionReassignmentsResponseData()));
  }
}
