package io.diglot.nativeprotocol.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.Subscription;
import java.util.HashMap;
import java.util.Map;

/** RocketMQ's SubscriptionGroupConfig and SubscriptionData. */
public final class GroupJson {
  private GroupJson() {}

  /** A group as RocketMQ shows it. */
  public static ObjectNode write(GroupSettings group) {
    ObjectNode attributes = Json.object();
    group.attributes().forEach(attributes::put);
    ObjectNode node =
        Json.object()
            .put("brokerId", group.brokerId())
            .put("consumeBroadcastEnable", group.consumeBroadcastEnable())
            .put("consumeEnable", group.consumeEnable())
            .put("consumeFromMinEnable", group.consumeFromMinEnable())
            .put("consumeMessageOrderly", group.consumeMessageOrderly())
            .put("consumeTimeoutMinute", group.consumeTimeoutMinute())
            .put("groupName", group.group())
            .put("groupSysFlag", group.groupSysFlag())
            .put("notifyConsumerIdsChangedEnable", group.notifyConsumerIdsChangedEnable())
            .put("retryMaxTimes", group.retryMaxTimes())
            .put("retryQueueNums", group.retryQueueNums())
            .put("whichBrokerWhenConsumeSlowly", group.whichBrokerWhenConsumeSlowly());
    node.set("attributes", attributes);
    node.putObject("groupRetryPolicy").put("type", "CUSTOMIZED");
    return node;
  }

  /** The group that somebody wants; what is absent has RocketMQ's default. */
  public static GroupSettings read(JsonNode node) {
    GroupSettings defaults = GroupSettings.defaults(Json.text(node, "groupName"));
    Map<String, String> attributes = new HashMap<>();
    node.path("attributes")
        .properties()
        .forEach(entry -> attributes.put(entry.getKey(), entry.getValue().asText()));
    return new GroupSettings(
        defaults.group(),
        node.path("consumeEnable").asBoolean(defaults.consumeEnable()),
        node.path("consumeFromMinEnable").asBoolean(defaults.consumeFromMinEnable()),
        node.path("consumeBroadcastEnable").asBoolean(defaults.consumeBroadcastEnable()),
        node.path("consumeMessageOrderly").asBoolean(defaults.consumeMessageOrderly()),
        node.path("retryQueueNums").asInt(defaults.retryQueueNums()),
        node.path("retryMaxTimes").asInt(defaults.retryMaxTimes()),
        node.path("brokerId").asLong(defaults.brokerId()),
        node.path("whichBrokerWhenConsumeSlowly").asLong(defaults.whichBrokerWhenConsumeSlowly()),
        node.path("notifyConsumerIdsChangedEnable")
            .asBoolean(defaults.notifyConsumerIdsChangedEnable()),
        node.path("groupSysFlag").asInt(),
        node.path("consumeTimeoutMinute").asInt(defaults.consumeTimeoutMinute()),
        attributes);
  }

  /** A subscription as RocketMQ shows it. */
  public static ObjectNode write(Subscription subscription) {
    ObjectNode node =
        Json.object()
            .put("classFilterMode", false)
            .put("expressionType", subscription.expressionType())
            .put("subString", subscription.expression())
            .put("subVersion", subscription.version())
            .put("topic", subscription.topic());
    var tags = node.putArray("tagsSet");
    var codes = node.putArray("codeSet");
    for (String tag : subscription.tags()) {
      tags.add(tag);
      codes.add(tag.hashCode());
    }
    return node;
  }
}
