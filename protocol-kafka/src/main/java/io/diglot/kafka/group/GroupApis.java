package io.diglot.kafka.group;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.Offsets;
import io.diglot.core.topic.Topics;
import io.diglot.kafka.api.KafkaApi;
import java.util.List;

/** All APIs of groups and offsets. */
public final class GroupApis {

  private GroupApis() {}

  /** Handlers on the core's ports. */
  public static List<KafkaApi<?>> of(ClassicGroups groups, Offsets offsets, Topics topics) {
    return List.of(
        new FindCoordinatorApi(),
        new JoinGroupApi(groups),
        new SyncGroupApi(groups),
        new HeartbeatApi(groups),
        new LeaveGroupApi(groups),
        new OffsetCommitApi(groups, topics),
        new OffsetFetchApi(offsets, topics),
        new OffsetDeleteApi(groups, offsets, topics),
        new DescribeGroupsApi(groups),
        new ListGroupsApi(groups),
        new DeleteGroupsApi(groups));
  }
}
