package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.GroupDescription;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.ListGroupsResponseData.ListedGroup;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;

/** ListGroups (key 16), all or those in some states (KIP-518) or of some types (KIP-848). */
final class ListGroupsApi implements KafkaApi<ListGroupsRequest> {
  /** The name of the only type that there is. */
  private static final String TYPE = "classic";

  private final ClassicGroups groups;

  ListGroupsApi(ClassicGroups groups) {
    this.groups = groups;
  }

  @Override
  public ApiKeys key() {
    return ApiKeys.LIST_GROUPS;
  }

  @Override
  public Class<ListGroupsRequest> requestType() {
    return ListGroupsRequest.class;
  }

  @Override
  public CompletionStage<Reply> handle(RequestContext context, ListGroupsRequest request) {
    return groups
        .list()
        .thenApply(
            all -> {
              List<ListedGroup> listed =
                  all.stream()
                      .filter(group -> isWanted(group, request.data()))
                      .map(ListGroupsApi::toKafka)
                      .toList();
              return Reply.of(
                  new ListGroupsResponse(new ListGroupsResponseData().setGroups(listed)));
            });
  }

  private static boolean isWanted(GroupDescription group, ListGroupsRequestData wanted) {
    String state = GroupStates.of(group.state());
    return (wanted.statesFilter().isEmpty()
            || wanted.statesFilter().stream().anyMatch(state::equalsIgnoreCase))
        && (wanted.typesFilter().isEmpty()
            || wanted.typesFilter().stream().anyMatch(TYPE::equalsIgnoreCase));
  }

  private static ListedGroup toKafka(GroupDescription group) {
    return new ListedGroup()
        .setGroupId(group.group())
        .setProtocolType(group.protocolType())
        .setGroupState(GroupStates.of(group.state()))
        .setGroupType(TYPE);
  }
}
