package io.diglot.kafka.settings;

import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicNames;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.ListConfigResourcesResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListConfigResourcesRequest;
import org.apache.kafka.common.requests.ListConfigResourcesResponse;

/**
 * ListConfigResources (key 74, KIP-1142): what has settings. There are no client metrics
 * subscriptions (version 0).
 */
public final class ListConfigResourcesApi implements KafkaApi<ListConfigResourcesRequest> {
  private static final int TYPES_SINCE = 1;

  private final Topics topics;

  /** A handler on the core's catalogue. */
  public ListConfigResourcesApi(Topics topics) {
    this.topics = topics;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.LIST_CONFIG_RESOURCES;
  }

  @Override
  public Class<ListConfigResourcesRequest> requestType() {
    return ListConfigResourcesRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, ListConfigResourcesRequest request) {
    ListConfigResourcesResponseData answer = new ListConfigResourcesResponseData();
    if (request.version() < TYPES_SINCE) {
      return Reply.now(new ListConfigResourcesResponse(answer));
    }
    Set<Byte> known = request.supportedResourceTypes();
    List<Byte> asked = request.data().resourceTypes();
    if (!known.containsAll(asked)) {
      return Reply.now(request.getErrorResponse(0, Errors.UNSUPPORTED_VERSION.exception()));
    }
    if (wants(asked, ConfigResource.Type.TOPIC)) {
      topics.all().stream()
          .map(Topic::name)
          .filter(TopicNames::isKafka)
          .sorted()
          .forEach(name -> add(answer, ConfigResource.Type.TOPIC, name));
    }
    if (wants(asked, ConfigResource.Type.BROKER)) {
      add(answer, ConfigResource.Type.BROKER, Integer.toString(context.connection().broker().id()));
    }
    return Reply.now(new ListConfigResourcesResponse(answer));
  }

  private static boolean wants(List<Byte> asked, ConfigResource.Type type) {
    return asked.isEmpty() || asked.contains(type.id());
  }

  private static void add(
      ListConfigResourcesResponseData answer, ConfigResource.Type type, String name) {
    answer
        .configResources()
        .add(
            new ListConfigResourcesResponseData.ConfigResource()
                .setResourceName(name)
                .setResourceType(type.id()));
  }
}
