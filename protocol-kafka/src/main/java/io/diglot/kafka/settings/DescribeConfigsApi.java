package io.diglot.kafka.settings;

import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicSetting.ValueType;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsSynonym;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DescribeConfigsRequest;
import org.apache.kafka.common.requests.DescribeConfigsResponse;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigType;

/** DescribeConfigs (key 32): what holds for a topic or for the broker, and why. */
public final class DescribeConfigsApi implements KafkaApi<DescribeConfigsRequest> {
  private final Topics topics;
  private final TopicSettingsView topicSettings;
  private final List<ShownSetting> brokerSettings;

  /** A handler on the core's catalogue and the broker's own settings. */
  public DescribeConfigsApi(
      Topics topics, TopicSettingsView topicSettings, List<ShownSetting> brokerSettings) {
    this.topics = topics;
    this.topicSettings = topicSettings;
    this.brokerSettings = List.copyOf(brokerSettings);
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.DESCRIBE_CONFIGS;
  }

  @Override
  public Class<DescribeConfigsRequest> requestType() {
    return DescribeConfigsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, DescribeConfigsRequest request) {
    DescribeConfigsResponseData answer = new DescribeConfigsResponseData();
    for (DescribeConfigsResource asked : request.data().resources()) {
      answer.results().add(describe(asked, request, context.connection().broker().id()));
    }
    return Reply.now(new DescribeConfigsResponse(answer));
  }

  private DescribeConfigsResult describe(
      DescribeConfigsResource asked, DescribeConfigsRequest request, int nodeId) {
    return switch (ConfigResource.Type.forId(asked.resourceType())) {
      case TOPIC -> {
        Optional<Topic> topic = topics.find(asked.resourceName());
        yield topic.isEmpty()
            ? refusal(asked, Errors.UNKNOWN_TOPIC_OR_PARTITION, "There is no such topic")
            : result(asked, topicSettings.of(topic.get().settings()), request);
      }
      case BROKER -> {
        String name = asked.resourceName();
        if (name.isEmpty()) {
          // The dynamic defaults of all brokers: there are none.
          yield result(asked, List.of(), request);
        }
        yield name.equals(Integer.toString(nodeId))
            ? result(asked, brokerSettings, request)
            : refusal(
                asked, Errors.INVALID_REQUEST, "The only broker is " + nodeId + ", not " + name);
      }
      default -> refusal(asked, Errors.INVALID_REQUEST, "Only topics and brokers have settings");
    };
  }

  private static DescribeConfigsResult refusal(
      DescribeConfigsResource asked, Errors error, String detail) {
    return new DescribeConfigsResult()
        .setResourceType(asked.resourceType())
        .setResourceName(asked.resourceName())
        .setErrorCode(error.code())
        .setErrorMessage(detail);
  }

  private static DescribeConfigsResult result(
      DescribeConfigsResource asked, List<ShownSetting> settings, DescribeConfigsRequest request) {
    List<String> keys = asked.configurationKeys();
    Set<String> wanted = keys == null ? Set.of() : new HashSet<>(keys);
    List<DescribeConfigsResourceResult> configs = new ArrayList<>();
    for (ShownSetting setting : settings) {
      if (keys == null || wanted.contains(setting.name())) {
        configs.add(config(setting, request));
      }
    }
    return new DescribeConfigsResult()
        .setResourceType(asked.resourceType())
        .setResourceName(asked.resourceName())
        .setErrorMessage(null)
        .setConfigs(configs);
  }

  private static DescribeConfigsResourceResult config(
      ShownSetting setting, DescribeConfigsRequest request) {
    List<DescribeConfigsSynonym> synonyms = new ArrayList<>();
    if (request.data().includeSynonyms()) {
      setting
          .synonyms()
          .forEach(
              each ->
                  synonyms.add(
                      new DescribeConfigsSynonym()
                          .setName(each.name())
                          .setValue(each.value())
                          .setSource(each.source().id())));
    }
    return new DescribeConfigsResourceResult()
        .setName(setting.name())
        .setValue(setting.value())
        .setReadOnly(setting.readOnly())
        .setConfigSource(setting.source().id())
        .setConfigType(type(setting.type()).id())
        .setSynonyms(synonyms)
        .setDocumentation(request.data().includeDocumentation() ? setting.documentation() : null);
  }

  private static ConfigType type(ValueType type) {
    return switch (type) {
      case BOOLEAN -> ConfigType.BOOLEAN;
      case INT -> ConfigType.INT;
      case LONG -> ConfigType.LONG;
      case DOUBLE -> ConfigType.DOUBLE;
      case STRING -> ConfigType.STRING;
      case LIST -> ConfigType.LIST;
    };
  }
}
