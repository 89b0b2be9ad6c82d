package io.diglot.nameserver;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What of a nameserver's configuration can be changed while it runs ({@code mqadmin
 * updateNamesrvConfig}); a change lasts until it stops. Every component is named as its key.
 *
 * @param orderMessageEnable whether routes bring the order configuration of their topic, which then
 *     rules the client's queue list (false)
 * @param returnOrderTopicConfigToBroker whether the answer to a registration brings all order
 *     configurations (true)
 * @param enableAllTopicList whether all topics may be listed (true)
 * @param enableTopicList whether the topics of a cluster, or of a kind, may be listed (true)
 * @param deleteTopicWithBrokerRegistration whether a topic that is missing from a broker's
 *     registration is forgotten, whoever the broker is (false); only for brokers that always
 *     register all their topics
 */
public record NameServerSwitches(
    boolean orderMessageEnable,
    boolean returnOrderTopicConfigToBroker,
    boolean enableAllTopicList,
    boolean enableTopicList,
    boolean deleteTopicWithBrokerRegistration) {

  /** RocketMQ's defaults. */
  public static NameServerSwitches standard() {
    return new NameServerSwitches(false, true, true, true, false);
  }

  /** Every key with its value. */
  public Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("orderMessageEnable", Boolean.toString(orderMessageEnable));
    map.put("returnOrderTopicConfigToBroker", Boolean.toString(returnOrderTopicConfigToBroker));
    map.put("enableAllTopicList", Boolean.toString(enableAllTopicList));
    map.put("enableTopicList", Boolean.toString(enableTopicList));
    map.put(
        "deleteTopicWithBrokerRegistration", Boolean.toString(deleteTopicWithBrokerRegistration));
    return map;
  }

  /**
   * These switches with some changed.
   *
   * @throws IllegalArgumentException for a key that is none of these, or a value that is neither
   *     true nor false
   */
  public NameServerSwitches with(Map<String, String> changes) {
    Map<String, String> all = asMap();
    changes.forEach(
        (key, value) -> {
          if (all.replace(key, value) == null) {
            throw new IllegalArgumentException("not a key that can be changed: " + key);
          }
        });
    return new NameServerSwitches(
        flag(all, "orderMessageEnable"),
        flag(all, "returnOrderTopicConfigToBroker"),
        flag(all, "enableAllTopicList"),
        flag(all, "enableTopicList"),
        flag(all, "deleteTopicWithBrokerRegistration"));
  }

  private static boolean flag(Map<String, String> values, String key) {
    String value = values.getOrDefault(key, "").trim();
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(key + " must be true or false: " + value);
    };
  }
}
