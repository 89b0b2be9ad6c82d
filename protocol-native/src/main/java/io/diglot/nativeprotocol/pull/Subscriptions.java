package io.diglot.nativeprotocol.pull;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientGroups.ClientGroup;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.Subscription;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.ResponseCode;

/** What a pull may see of a queue: by the subscription in the request, or by the group's own. */
final class Subscriptions {
  private static final String SQL_REFUSED =
      "The broker does not support consumer to filter message by ";

  private final ClientGroups groups;

  Subscriptions(ClientGroups groups) {
    this.groups = groups;
  }

  /** The filter of a pull, or the refusal as RocketMQ words it. */
  TagFilter filter(PullHeader pull, GroupSettings settings) {
    if (pull.bringsSubscription()) {
      requireTags(pull.expressionType());
      return TagFilter.ofExpression(pull.subscription());
    }
    ClientGroup group =
        groups
            .find(pull.group())
            .orElseThrow(
                () ->
                    new BadRequestException(
                        ResponseCode.SUBSCRIPTION_NOT_EXIST,
                        "the consumer's group info not exist"));
    if (!settings.consumeBroadcastEnable() && group.broadcast()) {
      throw new BadRequestException(
          ResponseCode.NO_PERMISSION,
          "the consumer group[" + pull.group() + "] can not consume by broadcast way");
    }
    Subscription subscription = group.subscriptions().get(pull.topic());
    if (subscription == null) {
      throw new BadRequestException(
          ResponseCode.SUBSCRIPTION_NOT_EXIST, "the consumer's subscription not exist");
    }
    requireTags(subscription.expressionType());
    // A newer subscription is under way with a heartbeat. Clients raise the version at every
    // rebalance, and lose the race for
    // the heartbeat so often that a refusal (25) would stop them for 30 s; they filter by tag
    // themselves, so give them all.
    return subscription.version() < pull.subscriptionVersion()
        ? TagFilter.ALL
        : TagFilter.ofTags(subscription.tags());
  }

  private static void requireTags(String expressionType) {
    if (!expressionType.isEmpty() && !expressionType.equals("TAG")) {
      throw new BadRequestException(ResponseCode.SYSTEM_ERROR, SQL_REFUSED + expressionType);
    }
  }
}
