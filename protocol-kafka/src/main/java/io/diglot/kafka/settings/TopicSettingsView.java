package io.diglot.kafka.settings;

import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicSetting;
import io.diglot.core.topic.TopicSettings;
import io.diglot.kafka.settings.ShownSetting.Synonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;

/** A topic's settings with their sources: the topic's own, the broker's, the default. Immutable. */
public final class TopicSettingsView {
  private final TopicDefaults defaults;

  /** A view that knows the broker's configuration. */
  public TopicSettingsView(TopicDefaults defaults) {
    this.defaults = defaults;
  }

  /** All settings that Kafka's tools are shown, by name, for a topic that sets these itself. */
  public List<ShownSetting> of(Map<String, String> own) {
    return TopicSettings.all().stream()
        .filter(TopicSetting::isKafka)
        .map(setting -> show(setting, own))
        .toList();
  }

  private ShownSetting show(TopicSetting setting, Map<String, String> own) {
    List<Synonym> synonyms = new ArrayList<>();
    String ownValue = own.get(setting.name());
    if (ownValue != null) {
      synonyms.add(new Synonym(setting.name(), ownValue, ConfigSource.TOPIC_CONFIG));
    }
    String brokerName = SettingTexts.brokerName(setting.name());
    String brokerValue = defaults.settings().get(setting.name());
    if (brokerValue != null) {
      synonyms.add(new Synonym(brokerName, brokerValue, ConfigSource.STATIC_BROKER_CONFIG));
    }
    synonyms.add(new Synonym(brokerName, setting.defaultValue(), ConfigSource.DEFAULT_CONFIG));
    Synonym holds = synonyms.get(0);
    return new ShownSetting(
        setting.name(),
        holds.value(),
        holds.source(),
        setting.type(),
        false,
        synonyms,
        SettingTexts.documentation(setting));
  }
}
