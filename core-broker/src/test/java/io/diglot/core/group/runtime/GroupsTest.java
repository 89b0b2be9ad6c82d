package io.diglot.core.group.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Limits;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import io.diglot.core.topic.TopicCatalogue;
import io.diglot.core.topic.TopicSpec;
import io.diglot.store.AppendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The groups of both protocols on a log, on virtual time. */
class GroupsTest {
  private static final QueueName T0 = new QueueName("t", 0);
  private static final QueueName T1 = new QueueName("t", 1);
  private static final MemberIdentity NOBODY = MemberIdentity.of("");

  private final ManualControl control = new ManualControl(1_000_000);
  private TopicCatalogue.CatalogueView topicsView = TopicCatalogue.view();
  private Groups.GroupsView groupsView = Groups.view();
  private MemoryLog log =
      new MemoryLog(
          () -> Instant.ofEpochMilli(control.now()), List.of(topicsView.view(), groupsView.view()));
  private TopicCatalogue topics;
  private Groups groups;

  @BeforeEach
  void open() {
    topics = topicsView.open(control, log, Limits.defaults(), new SplittableRandom(1));
    groups = groupsView.open(control, log, topics, GroupLimits.DEFAULT, new SplittableRandom(2));
    groups.start();
    if (topics.find("t").isEmpty()) {
      get(topics.create(TopicSpec.of("t", 2)));
    }
  }

  private void restart() {
    control.crash();
    topicsView = TopicCatalogue.view();
    groupsView = Groups.view();
    log = log.reopen(List.of(topicsView.view(), groupsView.view()));
    open();
  }

  private <T> T get(CompletionStage<T> stage) {
    control.run();
    assertTrue(stage.toCompletableFuture().isDone(), "the answer is there");
    return stage.toCompletableFuture().join();
  }

  private static <T> T ok(Result<T> result) {
    return ((Result.Ok<T>) result).value();
  }

  private static BrokerError error(Result<?> result) {
    return ((Result.Failed<?>) result).error();
  }

  private static JoinRequest join(String memberId) {
    return new JoinRequest(
        "g",
        MemberIdentity.of(memberId),
        "client",
        "/127.0.0.1",
        45_000,
        300_000,
        "consumer",
        List.of(new MemberProtocol("range", Blob.EMPTY)),
        false,
        true);
  }

  /** One Kafka member in group g, with an assignment. */
  private MemberIdentity kafkaMember() {
    CompletionStage<JoinReply> reply = groups.classicGroups().join(join(""));
    control.advance(3_000);
    JoinReply.Joined joined = assertInstanceOf(JoinReply.Joined.class, get(reply));
    MemberIdentity member = MemberIdentity.of(joined.memberId());
    Map<String, Blob> shares = Map.of(joined.memberId(), ClassicScenario.blob("t-0"));
    Assignment assignment =
        ok(get(groups.classicGroups().sync(sync(member, joined.generation(), shares))));
    assertEquals(ClassicScenario.blob("t-0"), assignment.share());
    return member;
  }

  private static SyncRequest sync(MemberIdentity member, int generation, Map<String, Blob> shares) {
    return new SyncRequest("g", member, generation, Optional.empty(), Optional.empty(), shares);
  }

  private static ClientHeartbeat nativeHeartbeat(String clientId, long connection) {
    return new ClientHeartbeat(
        "g", clientId, connection, true, false, "CONSUME_FROM_LAST_OFFSET", Optional.of(Map.of()));
  }

  private static CommittedOffset at(long offset) {
    return new CommittedOffset(offset, -1, "", 0);
  }

  private Result<Map<QueueName, BrokerError>> kafkaCommit(
      MemberIdentity member, int generation, long offset) {
    return get(
        groups
            .classicGroups()
            .commit("g", member, generation, Map.of(T0, new OffsetCommit(offset, -1, ""))));
  }

  private long committed(QueueName queue) {
    return groups.offsets().find("g", queue).map(CommittedOffset::offset).orElse(-1L);
  }

  @Test
  void aMemberGoesOnAfterARestart() {
    MemberIdentity member = kafkaMember();
    assertEquals(Map.of(), ok(kafkaCommit(member, 1, 42)));
    restart();
    assertEquals(Result.ok(true), get(groups.classicGroups().heartbeat("g", member, 1)));
    assertEquals(
        ClassicScenario.blob("t-0"),
        ok(get(groups.classicGroups().sync(sync(member, 1, Map.of())))).share());
    assertEquals(42, committed(T0));
    assertEquals(Map.of(), ok(kafkaCommit(member, 1, 43)));
    control.advance(45_000);
    assertEquals(
        BrokerError.UNKNOWN_MEMBER, error(get(groups.classicGroups().heartbeat("g", member, 1))));
  }

  @Test
  void offsetsAreTheSameForBothProtocols() {
    assertEquals(Map.of(), ok(kafkaCommit(NOBODY, -1, 7)));
    assertEquals(7, committed(T0));
    assertEquals(Result.ok(true), get(groups.offsets().commit("g", Map.of(T0, at(8), T1, at(9)))));
    restart();
    assertEquals(Set.of(T0, T1), groups.offsets().all("g").keySet());
    assertEquals(8, committed(T0));
    assertEquals(Set.of("g"), groups.offsets().groups());
    assertEquals(Result.ok(true), get(groups.offsets().delete("g", Set.of(T0))));
    restart();
    assertEquals(Set.of(T1), groups.offsets().all("g").keySet());
  }

  @Test
  void aLiveGroupRefusesTheOtherProtocolsMembers() {
    MemberIdentity member = kafkaMember();
    assertEquals(
        BrokerError.GROUP_OF_OTHER_PROTOCOL,
        error(get(groups.clientGroups().heartbeat(nativeHeartbeat("c", 1)))));
    assertEquals(
        BrokerError.GROUP_OF_OTHER_PROTOCOL,
        error(get(groups.offsets().commit("g", Map.of(T0, at(1))))));
    ok(get(groups.classicGroups().leave("g", List.of(member))));
    assertEquals(Result.ok(true), get(groups.clientGroups().heartbeat(nativeHeartbeat("c", 1))));
    assertEquals(
        BrokerError.GROUP_OF_OTHER_PROTOCOL,
        assertInstanceOf(JoinReply.Refused.class, get(groups.classicGroups().join(join(""))))
            .error());
    assertEquals(BrokerError.GROUP_OF_OTHER_PROTOCOL, error(kafkaCommit(NOBODY, -1, 7)));
    assertEquals(Result.ok(true), get(groups.offsets().commit("g", Map.of(T0, at(1)))));
    GroupDescription shown = get(groups.classicGroups().describe("g")).orElseThrow();
    assertEquals(GroupState.STABLE, shown.state());
    assertEquals("c", shown.members().get(0).memberId());
    assertEquals(BrokerError.GROUP_NOT_EMPTY, error(get(groups.classicGroups().delete("g"))));
    groups.clientGroups().disconnected(1);
    kafkaMember();
  }

  @Test
  void listenersHearOfMembersBeforeTheHeartbeatIsAnswered() {
    List<String> heard = new ArrayList<>();
    groups
        .clientGroups()
        .onChange(
            (group, members) ->
                heard.add(group + members.stream().map(ClientMember::clientId).toList()));
    CompletionStage<Result<Boolean>> first =
        groups.clientGroups().heartbeat(nativeHeartbeat("a", 1));
    first.thenAccept(changed -> heard.add("answered"));
    control.run();
    assertEquals(List.of("g[a]", "answered"), heard);
    heard.clear();
    assertEquals(Result.ok(true), get(groups.clientGroups().heartbeat(nativeHeartbeat("b", 2))));
    assertEquals(Result.ok(false), get(groups.clientGroups().heartbeat(nativeHeartbeat("a", 1))));
    groups.clientGroups().disconnected(1);
    assertEquals(Result.ok(true), get(groups.clientGroups().leave("g", "b")));
    assertEquals(Result.ok(false), get(groups.clientGroups().leave("g", "b")));
    assertEquals(List.of("g[a, b]", "g[b]", "g[]"), heard);
    assertEquals(Optional.empty(), groups.clientGroups().find("g"));
  }

  @Test
  void aSilentRocketMqMemberIsDroppedAfterTwoMinutes() {
    get(groups.clientGroups().heartbeat(nativeHeartbeat("a", 1)));
    control.advance(60_000);
    get(groups.clientGroups().heartbeat(nativeHeartbeat("b", 2)));
    control.advance(60_000);
    assertEquals(
        List.of("b"),
        groups.clientGroups().members("g").stream().map(ClientMember::clientId).toList());
    assertEquals(Set.of("g"), groups.clientGroups().names());
  }

  @Test
  void aStepOfTheWallClockEndsNoSessionAndNoLock() {
    MemberIdentity kafka = kafkaMember();
    ClientHeartbeat other =
        new ClientHeartbeat(
            "h", "c", 1, true, false, "CONSUME_FROM_LAST_OFFSET", Optional.of(Map.of()));
    get(groups.clientGroups().heartbeat(other));
    get(groups.clientGroups().lock("h", "c", Set.of(T0)));
    for (long step : new long[] {Duration.ofDays(1).toMillis(), Duration.ofDays(-2).toMillis()}) {
      control.jump(step);
      control.advance(20_000);
      assertEquals(Result.ok(true), get(groups.classicGroups().heartbeat("g", kafka, 1)));
      assertEquals(List.of("c"), clientIds("h"));
      assertTrue(groups.clientGroups().isLocked("h", T0));
    }
    control.advance(45_000);
    assertEquals(
        BrokerError.UNKNOWN_MEMBER, error(get(groups.classicGroups().heartbeat("g", kafka, 1))));
    control.advance(60_000);
    assertEquals(List.of(), clientIds("h"));
    assertFalse(groups.clientGroups().isLocked("h", T0));
  }

  private List<String> clientIds(String group) {
    return groups.clientGroups().members(group).stream().map(ClientMember::clientId).toList();
  }

  @Test
  void aLockHoldsForAMinuteUnlessGivenBack() {
    assertEquals(Set.of(T0), get(groups.clientGroups().lock("g", "a", Set.of(T0))));
    assertEquals(Set.of(T1), get(groups.clientGroups().lock("g", "b", Set.of(T0, T1))));
    assertTrue(groups.clientGroups().isLocked("g", T0));
    assertFalse(groups.clientGroups().isLocked("h", T0));
    assertEquals(Set.of(), get(groups.clientGroups().unlock("g", "b", Set.of(T0))));
    assertEquals(Set.of(T0), get(groups.clientGroups().unlock("g", "a", Set.of(T0))));
    assertFalse(groups.clientGroups().isLocked("g", T0));
    control.advance(59_999);
    assertEquals(Set.of(), get(groups.clientGroups().lock("g", "a", Set.of(T1))));
    control.advance(1);
    assertEquals(Set.of(T1), get(groups.clientGroups().lock("g", "a", Set.of(T1))));
  }

  @Test
  void aDeletedTopicTakesItsOffsetsWithIt() {
    kafkaCommit(NOBODY, -1, 7);
    get(topics.delete("t"));
    assertEquals(-1, committed(T0));
    get(topics.create(TopicSpec.of("t", 1)));
    assertEquals(-1, committed(T0));
    assertEquals(
        Map.of(T1, BrokerError.UNKNOWN_QUEUE),
        ok(
            get(
                groups
                    .classicGroups()
                    .commit("g", NOBODY, -1, Map.of(T1, new OffsetCommit(1, -1, ""))))));
    restart();
    assertEquals(Set.of(), groups.offsets().groups());
  }

  @Test
  void aDeletedGroupIsGoneWithItsOffsets() {
    MemberIdentity member = kafkaMember();
    kafkaCommit(member, 1, 7);
    assertEquals(BrokerError.GROUP_NOT_EMPTY, error(get(groups.classicGroups().delete("g"))));
    get(groups.classicGroups().leave("g", List.of(member)));
    assertEquals(GroupState.EMPTY, get(groups.classicGroups().describe("g")).orElseThrow().state());
    assertEquals(1, get(groups.classicGroups().list()).size());
    assertEquals(Result.ok(true), get(groups.classicGroups().delete("g")));
    assertEquals(BrokerError.UNKNOWN_GROUP, error(get(groups.classicGroups().delete("g"))));
    restart();
    assertEquals(Optional.empty(), get(groups.classicGroups().describe("g")));
    assertEquals(List.of(), get(groups.classicGroups().list()));
    assertEquals(-1, committed(T0));
  }

  @Test
  void offsetsGoAfterTheGroupWasEmptyForAWeek() {
    MemberIdentity member = kafkaMember();
    kafkaCommit(member, 1, 7);
    for (int days = 0; days < 8; days++) {
      for (int beats = 0; beats < 24 * 60 * 2; beats++) {
        control.advance(30_000);
        assertEquals(Result.ok(true), get(groups.classicGroups().heartbeat("g", member, 1)));
      }
    }
    assertEquals(7, committed(T0), "the group has a member");
    get(groups.classicGroups().leave("g", List.of(member)));
    control.advance(Duration.ofDays(4).toMillis());
    restart();
    control.advance(Duration.ofDays(2).toMillis());
    assertEquals(7, committed(T0));
    control.advance(Duration.ofDays(1).plusMinutes(20).toMillis());
    assertEquals(-1, committed(T0));
    assertEquals(List.of(), get(groups.classicGroups().list()));
  }

  @Test
  void offsetsThatNobodyCoordinatesGoAWeekAfterTheCommit() {
    kafkaCommit(NOBODY, -1, 7);
    control.advance(Duration.ofDays(6).toMillis());
    get(groups.offsets().commit("g", Map.of(T1, at(1))));
    control.advance(Duration.ofDays(1).plusMinutes(10).toMillis());
    assertEquals(Set.of(T1), groups.offsets().all("g").keySet());
  }

  @Test
  void offsetsThatAreRepeatedStayAWeekAfterTheLastTime() {
    long day = Duration.ofDays(1).toMillis();
    for (int days = 0; days < 8; days++) {
      assertEquals(Result.ok(true), get(groups.offsets().commit("g", Map.of(T0, at(5)))));
      int events = log.frames().size();
      assertEquals(Result.ok(true), get(groups.offsets().commit("g", Map.of(T0, at(5)))));
      assertEquals(events, log.frames().size(), "what is there is not written at once again");
      control.advance(day);
    }
    control.advance(6 * day - 1);
    assertEquals(5, committed(T0));
    control.advance(Duration.ofMinutes(20).toMillis());
    assertEquals(-1, committed(T0));
  }

  @Test
  void anAnswerWaitsUntilItIsDurable() {
    log.holdDurable();
    CompletionStage<Result<Boolean>> reply = groups.offsets().commit("g", Map.of(T0, at(1)));
    control.run();
    CompletionStage<Result<Boolean>> repeated = groups.offsets().commit("g", Map.of(T0, at(1)));
    control.run();
    assertFalse(reply.toCompletableFuture().isDone());
    assertFalse(repeated.toCompletableFuture().isDone(), "what is repeated is not durable either");
    log.releaseDurable(true);
    assertEquals(Result.ok(true), get(reply));
    assertEquals(Result.ok(true), get(repeated));
  }

  @Test
  void aCommitWaitsForTheDiskOnce() {
    int before = log.durableWaits();
    commitAt(1);
    assertEquals(before + 1, log.durableWaits());
    commitAt(1);
    assertEquals(before + 2, log.durableWaits(), "what is written already is waited for as well");
  }

  private void commitAt(long offset) {
    CompletionStage<Result<Boolean>> reply = groups.offsets().commit("g", Map.of(T0, at(offset)));
    control.run();
    assertEquals(Result.ok(true), get(reply));
  }

  @Test
  void aFullDiskRefusesCommitsButNotMembers() {
    log.refuse(Optional.of(AppendResult.Refusal.DISK_FULL));
    MemberIdentity member = kafkaMember();
    assertEquals(BrokerError.DISK_FULL, error(kafkaCommit(member, 1, 7)));
    log.refuse(Optional.empty());
    assertEquals(Map.of(), ok(kafkaCommit(member, 1, 7)));
  }

  private long offset(QueueName queue) {
    return groups.offsets().find("g", queue).map(CommittedOffset::offset).orElse(-1L);
  }

  @Test
  void offsetsOfPullsCountAtOnceAndAreKeptTogetherALittleLater() {
    long before = log.endPosition();
    for (int i = 1; i <= 100; i++) {
      groups.offsets().commitSoon("g", T0, at(i));
      groups.offsets().commitSoon("g", T1, at(2L * i));
      control.run();
    }
    assertEquals(100, offset(T0));
    assertEquals(200, groups.offsets().all("g").get(T1).offset());
    assertEquals(Set.of("g"), groups.offsets().groups());
    assertEquals(before, log.endPosition());
    control.advance(100);
    assertTrue(log.endPosition() > before);
    restart();
    assertEquals(100, offset(T0));
    assertEquals(200, offset(T1));
  }

  @Test
  void anOffsetThatIsCommittedOutrightWinsOverOneThatWaits() {
    groups.offsets().commitSoon("g", T0, at(7));
    get(groups.offsets().commit("g", Map.of(T0, at(3))));
    assertEquals(3, offset(T0));
    control.advance(1_000);
    assertEquals(3, offset(T0));
    groups.offsets().commitSoon("g", T0, at(9));
    get(groups.offsets().delete("g", Set.of(T0)));
    control.advance(1_000);
    assertEquals(-1, offset(T0));
  }

  @Test
  void anOffsetThatKafkaCommitsWinsOverOneThatWaits() {
    groups.offsets().commitSoon("g", T0, at(7));
    groups.offsets().commitSoon("g", T1, at(8));
    ok(kafkaCommit(NOBODY, -1, 3));
    assertEquals(3, offset(T0));
    control.advance(1_000);
    assertEquals(3, offset(T0));
    assertEquals(8, offset(T1));
  }

  @Test
  void anOffsetThatKafkaMayNotCommitLeavesWhatWaitsAlone() {
    get(groups.clientGroups().heartbeat(nativeHeartbeat("c", 1)));
    groups.offsets().commitSoon("g", T0, at(7));
    assertEquals(BrokerError.GROUP_OF_OTHER_PROTOCOL, error(kafkaCommit(NOBODY, -1, 3)));
    assertEquals(7, offset(T0));
    control.advance(1_000);
    assertEquals(7, offset(T0));
  }

  @Test
  void aDeletedGroupLeavesNothingThatWaits() {
    get(groups.offsets().commit("g", Map.of(T0, at(3))));
    groups.offsets().commitSoon("g", T1, at(8));
    assertEquals(Result.ok(true), get(groups.classicGroups().delete("g")));
    control.advance(1_000);
    assertEquals(Map.of(), groups.offsets().all("g"));
  }

  @Test
  void whatWaitsIsKeptAtTheEnd() {
    groups.offsets().commitSoon("g", T0, at(7));
    groups.finish();
    control.run();
    restart();
    assertEquals(7, offset(T0));
  }

  @Test
  void anOffsetThatIsRefusedCountsNoLonger() {
    groups.offsets().commitSoon("g", new QueueName("missing", 0), at(7));
    control.advance(1_000);
    assertEquals(Optional.empty(), groups.offsets().find("g", new QueueName("missing", 0)));
  }
}
