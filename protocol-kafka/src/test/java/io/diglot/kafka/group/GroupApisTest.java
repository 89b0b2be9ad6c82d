package io.diglot.kafka.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.model.Topic;
import io.diglot.kafka.api.TopicIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.DeleteGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsRequestData;
import org.apache.kafka.common.message.DescribeGroupsResponseData.DescribedGroup;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocol;
import org.apache.kafka.common.message.JoinGroupRequestData.JoinGroupRequestProtocolCollection;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.message.LeaveGroupRequestData;
import org.apache.kafka.common.message.LeaveGroupRequestData.MemberIdentity;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.message.OffsetCommitResponseData.OffsetCommitResponseTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestPartition;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopic;
import org.apache.kafka.common.message.OffsetDeleteRequestData.OffsetDeleteRequestTopicCollection;
import org.apache.kafka.common.message.OffsetFetchRequestData;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestGroup;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopic;
import org.apache.kafka.common.message.OffsetFetchRequestData.OffsetFetchRequestTopics;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseGroup;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponsePartitions;
import org.apache.kafka.common.message.OffsetFetchResponseData.OffsetFetchResponseTopics;
import org.apache.kafka.common.message.SyncGroupRequestData;
import org.apache.kafka.common.message.SyncGroupRequestData.SyncGroupRequestAssignment;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.DeleteGroupsResponse;
import org.apache.kafka.common.requests.DescribeGroupsResponse;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.JoinGroupResponse;
import org.apache.kafka.common.requests.LeaveGroupResponse;
import org.apache.kafka.common.requests.ListGroupsResponse;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.OffsetDeleteResponse;
import org.apache.kafka.common.requests.OffsetFetchResponse;
import org.apache.kafka.common.requests.SyncGroupResponse;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The handlers in every version, on a real core. */
@Timeout(120)
class GroupApisTest {
  @TempDir private Path directory;
  private GroupCalls calls;

  @BeforeEach
  void open() throws Exception {
    calls = new GroupCalls(directory);
  }

  @AfterEach
  void close() throws Exception {
    calls.close();
  }

  private static Stream<Short> versions(ApiKeys key) {
    return IntStream.rangeClosed(key.oldestVersion(), key.latestVersion(false))
        .mapToObj(v -> (short) v);
  }

  static Stream<Short> findCoordinator() {
    return versions(ApiKeys.FIND_COORDINATOR);
  }

  static Stream<Short> joinGroup() {
    return versions(ApiKeys.JOIN_GROUP);
  }

  static Stream<Short> syncGroup() {
    return versions(ApiKeys.SYNC_GROUP);
  }

  static Stream<Short> heartbeat() {
    return versions(ApiKeys.HEARTBEAT);
  }

  static Stream<Short> leaveGroup() {
    return versions(ApiKeys.LEAVE_GROUP);
  }

  static Stream<Short> offsetCommit() {
    return versions(ApiKeys.OFFSET_COMMIT);
  }

  static Stream<Short> offsetFetch() {
    return versions(ApiKeys.OFFSET_FETCH);
  }

  static Stream<Short> describeGroups() {
    return versions(ApiKeys.DESCRIBE_GROUPS);
  }

  static Stream<Short> listGroups() {
    return versions(ApiKeys.LIST_GROUPS);
  }

  static Stream<Short> deleteGroups() {
    return versions(ApiKeys.DELETE_GROUPS);
  }

  private static byte[] subscription(String... topics) {
    return Utils.toArray(ConsumerProtocol.serializeSubscription(new Subscription(List.of(topics))));
  }

  private static JoinGroupRequestData joinData(String memberId) {
    JoinGroupRequestProtocolCollection protocols = new JoinGroupRequestProtocolCollection();
    protocols.add(new JoinGroupRequestProtocol().setName("range").setMetadata(subscription("t")));
    return new JoinGroupRequestData()
        .setGroupId("g")
        .setMemberId(memberId)
        .setSessionTimeoutMs(10_000)
        .setProtocolType("consumer")
        .setProtocols(protocols);
  }

  private JoinGroupResponseData join(int version) throws Exception {
    JoinGroupResponseData first = joinOnce(version, "");
    return first.errorCode() == Errors.MEMBER_ID_REQUIRED.code()
        ? joinOnce(version, first.memberId())
        : first;
  }

  private JoinGroupResponseData joinOnce(int version, String memberId) throws Exception {
    return calls
        .call(ApiKeys.JOIN_GROUP, version, joinData(memberId), JoinGroupResponse.class)
        .data();
  }

  private static SyncGroupRequestData syncData(JoinGroupResponseData joined, String share) {
    return new SyncGroupRequestData()
        .setGroupId("g")
        .setMemberId(joined.memberId())
        .setGenerationId(joined.generationId())
        .setAssignments(
            List.of(
                new SyncGroupRequestAssignment()
                    .setMemberId(joined.memberId())
                    .setAssignment(share.getBytes(UTF_8))));
  }

  /** One member in a stable group g. */
  private JoinGroupResponseData member() throws Exception {
    JoinGroupResponseData joined = join(3);
    SyncGroupResponse synced =
        calls.call(ApiKeys.SYNC_GROUP, 3, syncData(joined, "share"), SyncGroupResponse.class);
    assertEquals(Errors.NONE, synced.error());
    return joined;
  }

  @ParameterizedTest
  @MethodSource
  void findCoordinator(short version) throws Exception {
    FindCoordinatorRequestData asked = new FindCoordinatorRequestData();
    if (version < 4) {
      asked.setKey("g");
    } else {
      asked.setCoordinatorKeys(List.of("g", "h"));
    }
    FindCoordinatorResponse found =
        calls.call(ApiKeys.FIND_COORDINATOR, version, asked, FindCoordinatorResponse.class);
    List<Coordinator> coordinators = found.coordinators();
    assertEquals(version < 4 ? 1 : 2, coordinators.size());
    for (Coordinator each : coordinators) {
      assertEquals(Errors.NONE.code(), each.errorCode());
      assertEquals(7, each.nodeId());
      assertEquals("broker.example", each.host());
      assertEquals(9092, each.port());
    }
  }

  @Test
  void coordinatorsOfOtherTypes() throws Exception {
    FindCoordinatorRequestData asked =
        new FindCoordinatorRequestData().setCoordinatorKeys(List.of("k")).setKeyType((byte) 1);
    assertEquals(
        7,
        calls
            .call(ApiKeys.FIND_COORDINATOR, 6, asked, FindCoordinatorResponse.class)
            .coordinators()
            .get(0)
            .nodeId());
    asked.setKeyType((byte) 2);
    assertEquals(
        Errors.INVALID_REQUEST.code(),
        calls
            .call(ApiKeys.FIND_COORDINATOR, 6, asked, FindCoordinatorResponse.class)
            .coordinators()
            .get(0)
            .errorCode());
  }

  @ParameterizedTest
  @MethodSource
  void joinGroup(short version) throws Exception {
    JoinGroupResponseData first = joinOnce(version, "");
    assertEquals(
        version < 4 ? Errors.NONE.code() : Errors.MEMBER_ID_REQUIRED.code(), first.errorCode());
    assertTrue(first.memberId().startsWith("client-"));
    JoinGroupResponseData joined = version < 4 ? first : joinOnce(version, first.memberId());
    assertEquals(Errors.NONE.code(), joined.errorCode());
    assertEquals(1, joined.generationId());
    assertEquals("range", joined.protocolName());
    assertEquals(version < 7 ? null : "consumer", joined.protocolType());
    assertEquals(joined.memberId(), joined.leader());
    assertArrayEquals(subscription("t"), joined.members().get(0).metadata());
    JoinGroupResponseData stranger = joinOnce(version, "stranger");
    assertEquals(Errors.UNKNOWN_MEMBER_ID.code(), stranger.errorCode());
    assertEquals(-1, stranger.generationId());
  }

  @ParameterizedTest
  @MethodSource
  void syncGroup(short version) throws Exception {
    JoinGroupResponseData joined = join(5);
    SyncGroupRequestData asked = syncData(joined, "share");
    if (version >= 5) {
      assertEquals(
          Errors.INCONSISTENT_GROUP_PROTOCOL,
          calls.call(ApiKeys.SYNC_GROUP, version, asked, SyncGroupResponse.class).error());
      asked.setProtocolType("consumer").setProtocolName("range");
    }
    SyncGroupResponse synced =
        calls.call(ApiKeys.SYNC_GROUP, version, asked, SyncGroupResponse.class);
    assertEquals(Errors.NONE, synced.error());
    assertArrayEquals("share".getBytes(UTF_8), synced.data().assignment());
    assertEquals(version < 5 ? null : "range", synced.data().protocolName());
    asked.setGenerationId(9);
    assertEquals(
        Errors.ILLEGAL_GENERATION,
        calls.call(ApiKeys.SYNC_GROUP, version, asked, SyncGroupResponse.class).error());
  }

  @Test
  void aFollowerIsAnsweredAfterTheLeader() throws Exception {
    JoinGroupResponseData leader = join(3);
    CompletableFuture<?> follower = calls.send(ApiKeys.JOIN_GROUP, 3, joinData(""));
    leader = joinOnce(3, leader.memberId());
    JoinGroupResponseData joined = ((JoinGroupResponse) follower.get(30, TimeUnit.SECONDS)).data();
    assertEquals(leader.memberId(), joined.leader());
    assertEquals(2, leader.members().size());
    CompletableFuture<?> waiting =
        calls.send(ApiKeys.SYNC_GROUP, 3, syncData(joined, "").setAssignments(List.of()));
    assertEquals(
        Errors.NONE,
        calls
            .call(
                ApiKeys.HEARTBEAT,
                3,
                new HeartbeatRequestData()
                    .setGroupId("g")
                    .setMemberId(leader.memberId())
                    .setGenerationId(2),
                HeartbeatResponse.class)
            .error());
    assertFalse(waiting.isDone(), "it waits, and nobody else does");
    SyncGroupRequestData both = syncData(leader, "0");
    both.setAssignments(
        List.of(
            both.assignments().get(0),
            new SyncGroupRequestAssignment()
                .setMemberId(joined.memberId())
                .setAssignment("1".getBytes(UTF_8))));
    calls.call(ApiKeys.SYNC_GROUP, 3, both, SyncGroupResponse.class);
    assertArrayEquals(
        "1".getBytes(UTF_8),
        ((SyncGroupResponse) waiting.get(30, TimeUnit.SECONDS)).data().assignment());
  }

  @ParameterizedTest
  @MethodSource
  void heartbeat(short version) throws Exception {
    JoinGroupResponseData joined = member();
    HeartbeatRequestData beat =
        new HeartbeatRequestData()
            .setGroupId("g")
            .setMemberId(joined.memberId())
            .setGenerationId(1);
    assertEquals(
        Errors.NONE, calls.call(ApiKeys.HEARTBEAT, version, beat, HeartbeatResponse.class).error());
    beat.setMemberId("stranger");
    assertEquals(
        Errors.UNKNOWN_MEMBER_ID,
        calls.call(ApiKeys.HEARTBEAT, version, beat, HeartbeatResponse.class).error());
    beat.setGroupId("");
    assertEquals(
        Errors.INVALID_GROUP_ID,
        calls.call(ApiKeys.HEARTBEAT, version, beat, HeartbeatResponse.class).error());
  }

  @ParameterizedTest
  @MethodSource
  void leaveGroup(short version) throws Exception {
    JoinGroupResponseData joined = member();
    LeaveGroupRequestData asked = new LeaveGroupRequestData().setGroupId("g");
    if (version < 3) {
      asked.setMemberId(joined.memberId());
    } else {
      asked.setMembers(
          List.of(
              new MemberIdentity().setMemberId(joined.memberId()),
              new MemberIdentity().setMemberId("stranger"),
              new MemberIdentity().setGroupInstanceId("no such instance")));
    }
    LeaveGroupResponse left =
        calls.call(ApiKeys.LEAVE_GROUP, version, asked, LeaveGroupResponse.class);
    assertEquals(Errors.NONE, left.topLevelError());
    if (version >= 3) {
      assertEquals(
          List.of(
              Errors.NONE.code(), Errors.UNKNOWN_MEMBER_ID.code(), Errors.UNKNOWN_MEMBER_ID.code()),
          left.memberResponses().stream().map(each -> each.errorCode()).toList());
    }
    LeaveGroupResponse again =
        calls.call(ApiKeys.LEAVE_GROUP, version, asked, LeaveGroupResponse.class);
    assertEquals(Errors.UNKNOWN_MEMBER_ID, again.error());
  }

  private static OffsetCommitRequestTopic commitOf(Topic topic, int partition, String metadata) {
    return new OffsetCommitRequestTopic()
        .setName(topic.name())
        .setTopicId(TopicIds.of(topic))
        .setPartitions(
            List.of(
                new OffsetCommitRequestPartition()
                    .setPartitionIndex(partition)
                    .setCommittedOffset(42)
                    .setCommittedLeaderEpoch(3)
                    .setCommittedMetadata(metadata)));
  }

  private static Errors error(OffsetCommitResponseTopic topic) {
    return Errors.forCode(topic.partitions().get(0).errorCode());
  }

  @ParameterizedTest
  @MethodSource
  void offsetCommit(short version) throws Exception {
    Topic topic = calls.topic("t", 2);
    OffsetCommitRequestData asked =
        new OffsetCommitRequestData()
            .setGroupId("g")
            .setTopics(
                List.of(
                    commitOf(topic, 0, null),
                    commitOf(topic, 1, "far too long a note"),
                    commitOf(topic, 2, ""),
                    commitOf(topic, 0, "").setName("missing").setTopicId(new Uuid(1, 1))));
    OffsetCommitResponse answer =
        calls.call(ApiKeys.OFFSET_COMMIT, version, asked, OffsetCommitResponse.class);
    List<OffsetCommitResponseTopic> topics = answer.data().topics();
    assertEquals(Errors.NONE, error(topics.get(0)));
    assertEquals(Errors.OFFSET_METADATA_TOO_LARGE, error(topics.get(1)));
    assertEquals(Errors.UNKNOWN_TOPIC_OR_PARTITION, error(topics.get(2)));
    assertEquals(
        version < 10 ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.UNKNOWN_TOPIC_ID,
        error(topics.get(3)));
    assertEquals(version < 10 ? "t" : "", topics.get(0).name());
    assertEquals(version < 10 ? Uuid.ZERO_UUID : TopicIds.of(topic), topics.get(0).topicId());
    asked.setGenerationIdOrMemberEpoch(5).setMemberId("stranger");
    topics =
        calls
            .call(ApiKeys.OFFSET_COMMIT, version, asked, OffsetCommitResponse.class)
            .data()
            .topics();
    assertEquals(Errors.ILLEGAL_GENERATION, error(topics.get(0)));
  }

  private void commit(Topic topic) throws Exception {
    OffsetCommitRequestData asked =
        new OffsetCommitRequestData()
            .setGroupId("g")
            .setTopics(List.of(commitOf(topic, 1, "note")));
    OffsetCommitResponse answer =
        calls.call(ApiKeys.OFFSET_COMMIT, 9, asked, OffsetCommitResponse.class);
    assertEquals(Map.of(Errors.NONE, 1), answer.errorCounts());
  }

  @ParameterizedTest
  @MethodSource
  void offsetFetch(short version) throws Exception {
    Topic topic = calls.topic("t", 2);
    commit(topic);
    OffsetFetchRequestData asked = new OffsetFetchRequestData();
    if (version < 8) {
      asked
          .setGroupId("g")
          .setTopics(
              List.of(
                  new OffsetFetchRequestTopic().setName("t").setPartitionIndexes(List.of(0, 1))));
    } else {
      OffsetFetchRequestTopics both =
          new OffsetFetchRequestTopics()
              .setName("t")
              .setTopicId(TopicIds.of(topic))
              .setPartitionIndexes(List.of(0, 1));
      asked.setGroups(
          List.of(new OffsetFetchRequestGroup().setGroupId("g").setTopics(List.of(both))));
    }
    OffsetFetchResponseTopics answered = fetchTopics(version, asked).get(0);
    assertEquals(version < 10 ? "t" : "", answered.name());
    assertEquals(version < 10 ? Uuid.ZERO_UUID : TopicIds.of(topic), answered.topicId());
    assertEquals(-1, answered.partitions().get(0).committedOffset());
    assertEquals("", answered.partitions().get(0).metadata());
    assertCommitted(version, answered.partitions().get(1));
    if (version >= 2) {
      if (version < 8) {
        asked.setTopics(null);
      } else {
        asked.groups().get(0).setTopics(null);
      }
      assertCommitted(version, fetchTopics(version, asked).get(0).partitions().get(0));
    }
    if (version >= 8) {
      asked.groups().get(0).setGroupId("unknown");
      assertEquals(List.of(), fetchTopics(version, asked));
    }
  }

  private List<OffsetFetchResponseTopics> fetchTopics(int version, OffsetFetchRequestData asked)
      throws Exception {
    OffsetFetchResponseGroup group =
        calls
            .call(ApiKeys.OFFSET_FETCH, version, asked, OffsetFetchResponse.class)
            .group(version < 8 ? asked.groupId() : asked.groups().get(0).groupId());
    assertEquals(Errors.NONE.code(), group.errorCode());
    return group.topics();
  }

  private static void assertCommitted(int version, OffsetFetchResponsePartitions partition) {
    assertEquals(1, partition.partitionIndex());
    assertEquals(42, partition.committedOffset());
    assertEquals(version < 5 ? -1 : 3, partition.committedLeaderEpoch());
    assertEquals("note", partition.metadata());
    assertEquals(Errors.NONE.code(), partition.errorCode());
  }

  @Test
  void offsetsOfSeveralGroupsAndOfAnUnknownTopicId() throws Exception {
    Topic topic = calls.topic("t", 2);
    commit(topic);
    OffsetFetchRequestTopics unknown =
        new OffsetFetchRequestTopics().setTopicId(new Uuid(1, 1)).setPartitionIndexes(List.of(0));
    OffsetFetchRequestData asked =
        new OffsetFetchRequestData()
            .setRequireStable(true)
            .setGroups(
                List.of(
                    new OffsetFetchRequestGroup().setGroupId("g").setTopics(null),
                    new OffsetFetchRequestGroup().setGroupId("h").setTopics(List.of(unknown))));
    OffsetFetchResponse answer =
        calls.call(ApiKeys.OFFSET_FETCH, 10, asked, OffsetFetchResponse.class);
    assertEquals(1, answer.group("g").topics().size());
    assertEquals(
        Errors.UNKNOWN_TOPIC_ID.code(),
        answer.group("h").topics().get(0).partitions().get(0).errorCode());
  }

  @ParameterizedTest
  @MethodSource
  void describeGroups(short version) throws Exception {
    JoinGroupResponseData joined = member();
    DescribeGroupsRequestData asked =
        new DescribeGroupsRequestData().setGroups(List.of("g", "missing"));
    if (version >= 3) {
      asked.setIncludeAuthorizedOperations(true);
    }
    List<DescribedGroup> described =
        calls
            .call(ApiKeys.DESCRIBE_GROUPS, version, asked, DescribeGroupsResponse.class)
            .data()
            .groups();
    DescribedGroup group = described.get(0);
    assertEquals("Stable", group.groupState());
    assertEquals("consumer", group.protocolType());
    assertEquals("range", group.protocolData());
    assertEquals(joined.memberId(), group.members().get(0).memberId());
    assertEquals("client", group.members().get(0).clientId());
    assertEquals("/127.0.0.1", group.members().get(0).clientHost());
    assertArrayEquals("share".getBytes(UTF_8), group.members().get(0).memberAssignment());
    assertArrayEquals(subscription("t"), group.members().get(0).memberMetadata());
    assertEquals(version >= 3, group.authorizedOperations() != Integer.MIN_VALUE);
    assertEquals("Dead", described.get(1).groupState());
    assertEquals(
        version < 6 ? Errors.NONE.code() : Errors.GROUP_ID_NOT_FOUND.code(),
        described.get(1).errorCode());
  }

  @ParameterizedTest
  @MethodSource
  void listGroups(short version) throws Exception {
    member();
    calls.topic("t", 1);
    ListGroupsRequestData asked = new ListGroupsRequestData();
    assertEquals(1, list(version, asked));
    if (version >= 4) {
      assertEquals(1, list(version, asked.setStatesFilter(List.of("stable"))));
      assertEquals(0, list(version, asked.setStatesFilter(List.of("Empty"))));
    }
    if (version >= 5) {
      asked.setStatesFilter(List.of());
      assertEquals(1, list(version, asked.setTypesFilter(List.of("Classic"))));
      assertEquals(0, list(version, asked.setTypesFilter(List.of("share"))));
    }
  }

  private int list(int version, ListGroupsRequestData asked) throws Exception {
    return calls
        .call(ApiKeys.LIST_GROUPS, version, asked, ListGroupsResponse.class)
        .data()
        .groups()
        .size();
  }

  @ParameterizedTest
  @MethodSource
  void deleteGroups(short version) throws Exception {
    Topic topic = calls.topic("t", 2);
    commit(topic);
    JoinGroupResponseData joined = member();
    DeleteGroupsRequestData asked =
        new DeleteGroupsRequestData().setGroupsNames(List.of("g", "missing"));
    DeleteGroupsResponse refused =
        calls.call(ApiKeys.DELETE_GROUPS, version, asked, DeleteGroupsResponse.class);
    assertEquals(Errors.NON_EMPTY_GROUP, refused.get("g"));
    assertEquals(Errors.GROUP_ID_NOT_FOUND, refused.get("missing"));
    calls.call(
        ApiKeys.LEAVE_GROUP,
        1,
        new LeaveGroupRequestData().setGroupId("g").setMemberId(joined.memberId()),
        LeaveGroupResponse.class);
    DeleteGroupsResponse deleted =
        calls.call(ApiKeys.DELETE_GROUPS, version, asked, DeleteGroupsResponse.class);
    assertEquals(Errors.NONE, deleted.get("g"));
    assertNull(deleted.data().results().find("g").errorMessage());
    assertEquals(Map.of(), calls.core().offsets().all("g"));
  }

  @Test
  void offsetsOfSubscribedTopicsAreNotDeleted() throws Exception {
    Topic topic = calls.topic("t", 2);
    Topic other = calls.topic("u", 2);
    commit(topic);
    commit(other);
    member();
    OffsetDeleteRequestTopicCollection topics = new OffsetDeleteRequestTopicCollection();
    for (String name : List.of("t", "u", "missing")) {
      topics.add(
          new OffsetDeleteRequestTopic()
              .setName(name)
              .setPartitions(List.of(new OffsetDeleteRequestPartition().setPartitionIndex(1))));
    }
    OffsetDeleteRequestData asked = new OffsetDeleteRequestData().setGroupId("g").setTopics(topics);
    OffsetDeleteResponse answer =
        calls.call(ApiKeys.OFFSET_DELETE, 0, asked, OffsetDeleteResponse.class);
    assertEquals(Errors.NONE.code(), answer.data().errorCode());
    assertEquals(Errors.GROUP_SUBSCRIBED_TO_TOPIC, error(answer, "t"));
    assertEquals(Errors.NONE, error(answer, "u"));
    assertEquals(Errors.UNKNOWN_TOPIC_OR_PARTITION, error(answer, "missing"));
    assertEquals(
        List.of("t"),
        calls.core().offsets().all("g").keySet().stream().map(queue -> queue.topic()).toList());
    asked.setGroupId("missing");
    answer = calls.call(ApiKeys.OFFSET_DELETE, 0, asked, OffsetDeleteResponse.class);
    assertEquals(Errors.GROUP_ID_NOT_FOUND.code(), answer.data().errorCode());
  }

  private static Errors error(OffsetDeleteResponse answer, String topic) {
    return Errors.forCode(answer.data().topics().find(topic).partitions().find(1).errorCode());
  }

  @Test
  void aGroupOfRocketMqMembersRefusesKafkaOnes() throws Exception {
    Topic topic = calls.topic("t", 2);
    calls
        .core()
        .clientGroups()
        .heartbeat(new ClientHeartbeat("g", "c", 1, true, false, "", Optional.of(Map.of())))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
    assertEquals(Errors.INCONSISTENT_GROUP_PROTOCOL.code(), join(9).errorCode());
    OffsetCommitRequestData asked =
        new OffsetCommitRequestData().setGroupId("g").setTopics(List.of(commitOf(topic, 0, "")));
    assertEquals(
        Map.of(Errors.INCONSISTENT_GROUP_PROTOCOL, 1),
        calls.call(ApiKeys.OFFSET_COMMIT, 9, asked, OffsetCommitResponse.class).errorCounts());
  }
}
