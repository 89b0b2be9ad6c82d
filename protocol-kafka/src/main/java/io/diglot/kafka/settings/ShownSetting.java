package io.diglot.kafka.settings;

import io.diglot.core.topic.TopicSetting.ValueType;
import java.util.List;
import org.apache.kafka.common.requests.DescribeConfigsResponse.ConfigSource;

/**
 * A setting with its value, as DescribeConfigs shows it.
 *
 * @param name its name
 * @param value the value that holds
 * @param source where the value comes from
 * @param type what the value is
 * @param readOnly whether it can only be set in the broker's configuration file
 * @param synonyms all values there are for it, the one that holds first
 * @param documentation what it means
 */
public record ShownSetting(
    String name,
    String value,
    ConfigSource source,
    ValueType type,
    boolean readOnly,
    List<Synonym> synonyms,
    String documentation) {

  /** A value, and where it comes from under which name. */
  public record Synonym(String name, String value, ConfigSource source) {}
}
