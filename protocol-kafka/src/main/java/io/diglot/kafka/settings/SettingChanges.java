package io.diglot.kafka.settings;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSetting;
import io.diglot.core.topic.TopicSettings;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaErrors;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ApiError;
import org.jspecify.annotations.Nullable;

/** Changes topics' settings as AlterConfigs and IncrementalAlterConfigs want it. Thread-safe. */
public final class SettingChanges {
  private final Topics topics;
  private final TopicDefaults defaults;

  /** Changes on the core's catalogue. */
  public SettingChanges(Topics topics, TopicDefaults defaults) {
    this.topics = topics;
    this.defaults = defaults;
  }

  /** What is to become of one setting. */
  record Change(String name, OpType operation, @Nullable String value) {}

  /** Applies the changes to what the topic has. */
  CompletionStage<ApiError> apply(
      byte type, String name, List<Change> changes, boolean validateOnly) {
    return change(type, name, own -> changed(own, changes), validateOnly);
  }

  /** Replaces all that Kafka's tools are shown by these settings. */
  CompletionStage<ApiError> replace(
      byte type, String name, List<Change> settings, boolean validateOnly) {
    return change(type, name, own -> changed(withoutKafkas(own), settings), validateOnly);
  }

  private CompletionStage<ApiError> change(
      byte type, String name, UnaryOperator<Map<String, String>> change, boolean validateOnly) {
    try {
      if (ConfigResource.Type.forId(type) != ConfigResource.Type.TOPIC) {
        throw new InvalidRequestException(
            "Only topics' settings can be changed here; the broker's stand in its configuration file");
      }
      Topic topic =
          topics
              .find(name)
              .orElseThrow(
                  () -> new UnknownTopicOrPartitionException("There is no topic '" + name + "'"));
      // Tried on what there is now, so that what is wrong is told by its name.
      if (change.apply(topic.settings()).equals(topic.settings()) || validateOnly) {
        return CompletableFuture.completedFuture(ApiError.NONE);
      }
    } catch (ApiException e) {
      return CompletableFuture.completedFuture(ApiError.fromThrowable(e));
    }
    return topics
        .update(name, spec -> withSettings(spec, change.apply(spec.settings())))
        .thenApply(SettingChanges::error);
  }

  private static ApiError error(Result<Topic> result) {
    return result instanceof Result.Failed<Topic> failed
        ? new ApiError(KafkaErrors.of(failed.error()), failed.detail())
        : ApiError.NONE;
  }

  private static TopicSpec withSettings(TopicSpec spec, Map<String, String> settings) {
    return new TopicSpec(
        spec.name(),
        spec.readQueues(),
        spec.writeQueues(),
        spec.permission(),
        spec.systemFlag(),
        spec.ordered(),
        settings);
  }

  private static Map<String, String> withoutKafkas(Map<String, String> own) {
    Map<String, String> rest = new HashMap<>(own);
    rest.keySet()
        .removeIf(name -> TopicSettings.find(name).filter(TopicSetting::isKafka).isPresent());
    return rest;
  }

  private Map<String, String> changed(Map<String, String> own, List<Change> changes) {
    Map<String, String> result = new HashMap<>(own);
    for (Change change : changes) {
      TopicSetting setting = setting(change.name());
      if (change.operation() == OpType.DELETE) {
        result.remove(change.name());
      } else {
        result.put(change.name(), checked(setting, value(setting, change, result)));
      }
    }
    return result;
  }

  private String value(TopicSetting setting, Change change, Map<String, String> settings) {
    String value = change.value();
    if (value == null) {
      throw new InvalidConfigurationException(
          "Null value not supported for topic configs: " + change.name());
    }
    if (change.operation() == OpType.SET) {
      return value;
    }
    if (setting.type() != TopicSetting.ValueType.LIST) {
      throw new InvalidConfigurationException(
          "Can't "
              + change.operation()
              + " to key "
              + change.name()
              + " because its type is not LIST.");
    }
    String current = settings.getOrDefault(change.name(), defaults.ofBroker(change.name()));
    Set<String> words = words(current);
    if (change.operation() == OpType.APPEND) {
      words.addAll(words(value));
    } else {
      words.removeAll(words(value));
    }
    return String.join(",", words);
  }

  private static Set<String> words(String list) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : list.split(",", -1)) {
      if (!word.isBlank()) {
        words.add(word.trim());
      }
    }
    return words;
  }

  private static TopicSetting setting(String name) {
    return TopicSettings.find(name)
        .filter(TopicSetting::isKafka)
        .orElseThrow(() -> new InvalidConfigurationException("Unknown topic config name: " + name));
  }

  private static String checked(TopicSetting setting, String value) {
    Optional<String> written = setting.check().apply(value);
    return written.orElseThrow(
        () ->
            new InvalidConfigurationException(
                "Invalid value "
                    + value
                    + " for configuration "
                    + setting.name()
                    + ": "
                    + setting.allowed()));
  }

  /** The error's message where there is one, as responses want it. */
  static @Nullable String message(ApiError error) {
    return error.error() == Errors.NONE ? null : error.messageWithFallback();
  }
}
