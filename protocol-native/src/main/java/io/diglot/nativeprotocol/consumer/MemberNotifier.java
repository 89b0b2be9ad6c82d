package io.diglot.nativeprotocol.consumer;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.remoting.Command;
import io.diglot.remoting.RequestCode;
import java.util.List;
import java.util.Map;

/**
 * Tells the members of a group that it changed, so that they divide the queues anew (request code
 * 40).
 */
public final class MemberNotifier implements ClientGroups.ChangeListener {
  private final ClientTable clients;
  private final SubscriptionGroups settings;

  /** A notifier on these parts. */
  public MemberNotifier(ClientTable clients, SubscriptionGroups settings) {
    this.clients = clients;
    this.settings = settings;
  }

  @Override
  public void changed(String group, List<ClientMember> members) {
    if (!settings.find(group).map(GroupSettings::notifyConsumerIdsChangedEnable).orElse(true)) {
      return;
    }
    for (ClientMember member : members) {
      clients
          .find(member.connection())
          .ifPresent(
              client ->
                  client
                      .connection()
                      .oneWay(
                          Command.request(
                              RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                              Map.of("consumerGroup", group))));
    }
  }
}
