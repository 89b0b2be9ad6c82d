package io.diglot.core.group.runtime;

import static io.diglot.core.group.runtime.ClassicScenario.GROUP;
import static io.diglot.core.group.runtime.ClassicScenario.blob;
import static io.diglot.core.group.runtime.ClassicScenario.error;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.machine.LastingGroup;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Restart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kafka's classic group protocol, each scenario also with a restart after every stored event. */
class ClassicGroupsScenarioTest {

  @ParameterizedTest
  @EnumSource
  void aMemberIsPromisedAnIdAndJoinsUnderIt(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a").sendJoin();
    assertEquals(new JoinReply.MemberIdRequired("a-1"), a.joinReply());
    a.memberId = "a-1";
    a.sendJoin();
    assertTrue(a.waitsForJoin(), "the first rebalance waits for more members");
    s.pass(2_999);
    assertTrue(a.waitsForJoin());
    s.pass(1);
    JoinReply.Joined joined = a.joined();
    assertEquals(1, joined.generation());
    assertEquals("a-1", joined.leader());
    assertEquals("range", joined.protocol());
    assertEquals(
        List.of(new JoinReply.JoinedMember("a-1", Optional.empty(), blob("range:t"))),
        joined.members());
    assertEquals(List.of(), s.events, "nothing lasts before the assignment");
    a.sync(Map.of("a-1", blob("t-0")));
    assertEquals("t-0", a.share());
    assertEquals(Result.ok(true), a.heartbeat());
    LastingGroup stored = s.lastChange().group();
    assertEquals(1, s.events.size());
    assertEquals(1, stored.generation());
    assertEquals(blob("t-0"), stored.members().get(0).assignment());
    assertEquals(-1, stored.emptySince());
  }

  @ParameterizedTest
  @EnumSource
  void aPromisedIdExpires(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a").sendJoin();
    a.memberId = ((JoinReply.MemberIdRequired) a.joinReply()).memberId();
    s.pass(10_000);
    a.sendJoin();
    assertEquals(BrokerError.UNKNOWN_MEMBER, a.joinError());
    assertEquals(Optional.empty(), s.describe(), "nothing is left of a group that nobody joined");
  }

  @ParameterizedTest
  @EnumSource
  void everyNewMemberProlongsTheFirstRebalance(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a").join();
    s.pass(2_000);
    ClassicScenario.Client b = s.client("b").join();
    s.pass(1_000);
    assertTrue(a.waitsForJoin());
    s.pass(3_000);
    assertEquals(1, a.joined().generation());
    assertEquals(2, a.joined().members().size());
    assertEquals(List.of(), b.joined().members(), "only the leader sees the members");
    assertEquals(a.memberId, b.joined().leader());
  }

  @ParameterizedTest
  @EnumSource
  void theFirstRebalanceIsProlongedOnlyUpToTheRebalanceTimeout(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    a.rebalanceTimeout = 5_000;
    a.join();
    s.pass(2_000);
    s.client("b").join();
    s.pass(2_000);
    s.client("c").join();
    s.pass(1_000);
    assertEquals(3, a.joined().members().size());
  }

  @ParameterizedTest
  @EnumSource
  void followersWaitForTheLeadersAssignment(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a").join();
    ClassicScenario.Client b = s.client("b").join();
    s.pass(6_000);
    a.joined();
    b.joined();
    b.sync();
    assertTrue(b.waitsForSync());
    assertEquals(
        BrokerError.REBALANCE_IN_PROGRESS, error(b.mayCommit()), "no commit without an assignment");
    a.sync(Map.of(a.memberId, blob("0"), b.memberId, blob("1")));
    assertEquals("1", b.share());
    assertEquals("0", a.share());
    assertEquals(GroupState.STABLE, s.state());
    assertEquals(Result.ok(true), b.mayCommit());
  }

  @ParameterizedTest
  @EnumSource
  void aNewMemberMakesTheOthersJoinAgain(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    s.form(a);
    ClassicScenario.Client b = s.client("b").join();
    assertTrue(b.waitsForJoin());
    assertEquals(BrokerError.REBALANCE_IN_PROGRESS, error(a.heartbeat()));
    assertEquals(
        Result.ok(true), a.mayCommit(), "what was processed may be committed before joining again");
    a.join();
    assertEquals(2, a.joined().generation());
    assertEquals(2, b.joined().generation());
    s.share(a, b);
    assertEquals("b", b.share());
    assertEquals(2, s.lastChange().group().members().size());
  }

  @ParameterizedTest
  @EnumSource
  void whoDoesNotJoinAgainInTimeIsDropped(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    s.form(a);
    ClassicScenario.Client b = s.client("b").join();
    for (int i = 0; i < 12; i++) {
      s.pass(5_000);
      a.heartbeat();
    }
    assertEquals(1, b.joined().members().size(), "the rebalance timeout of a minute is over");
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(a.heartbeat()));
  }

  @ParameterizedTest
  @EnumSource
  void aSilentMemberIsDroppedAndTheLastOneEmptiesTheGroup(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    s.form(a);
    s.pass(9_999);
    assertEquals(Result.ok(true), a.heartbeat());
    s.pass(10_000);
    assertEquals(GroupState.EMPTY, s.state());
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(a.heartbeat()));
    LastingGroup stored = s.lastChange().group();
    assertEquals(List.of(), stored.members());
    assertEquals(s.wallClock(), stored.emptySince());
    assertEquals(2, stored.generation());
  }

  @Test
  void aMemberThatDoesNotSyncIsDropped() {
    // After a restart nobody knows who synced: sessions alone decide.
    ClassicScenario s = new ClassicScenario(Restart.NEVER);
    ClassicScenario.Client a = s.client("a").join();
    ClassicScenario.Client b = s.client("b").join();
    s.pass(6_000);
    a.joined();
    b.joined();
    a.sync(Map.of());
    a.share();
    for (int i = 0; i < 12; i++) {
      s.pass(5_000);
      a.heartbeat();
      b.heartbeat();
    }
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(b.heartbeat()));
  }

  @ParameterizedTest
  @EnumSource
  void leavingRebalancesAtOnce(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    ClassicScenario.Client b = s.client("b");
    s.form(a, b);
    assertEquals(Result.ok(true), a.leave());
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(a.leave()));
    assertEquals(BrokerError.REBALANCE_IN_PROGRESS, error(b.heartbeat()));
    b.join();
    assertEquals(b.memberId, b.joined().leader());
    assertEquals(1, b.joined().members().size());
    s.share(b);
    b.leave();
    assertEquals(GroupState.EMPTY, s.state());
  }

  @ParameterizedTest
  @EnumSource
  void joiningAgainWithTheSameMetadataChangesNothingForAFollower(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    ClassicScenario.Client b = s.client("b");
    s.form(a, b);
    b.sendJoin();
    assertEquals(1, b.joined().generation());
    assertEquals(GroupState.STABLE, s.state());
    b.topics = "t,u";
    b.sendJoin();
    assertEquals(GroupState.PREPARING_REBALANCE, s.state());
    a.sendJoin();
    assertEquals(2, b.joined().generation());
    s.share(a, b);
    a.sendJoin();
    assertEquals(
        GroupState.PREPARING_REBALANCE, s.state(), "a leader may always ask for a rebalance");
  }

  @ParameterizedTest
  @EnumSource
  void aSecondJoinTakesTheFirstOnesPlace(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    ClassicScenario.Client b = s.client("b");
    s.form(a, b);
    b.topics = "other";
    b.sendJoin();
    assertTrue(b.waitsForJoin());
    b.sendJoin();
    assertTrue(b.waitsForJoin());
    a.sendJoin();
    assertEquals(2, b.joined().generation());
    assertEquals(2, a.joined().generation());
  }

  @ParameterizedTest
  @EnumSource
  void aStaticMemberComesBackWithoutARebalance(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.fixed("a", "i1");
    ClassicScenario.Client b = s.fixed("b", "i2");
    s.form(a, b);
    ClassicScenario.Client b2 = s.fixed("b", "i2");
    JoinReply.Joined back = b2.join().joined();
    assertNotEquals(b.memberId, back.memberId());
    assertEquals(1, back.generation());
    assertFalse(back.skipAssignment());
    assertEquals("b", b2.sync().share(), "it goes on with the share it had");
    assertEquals(Result.ok(true), a.heartbeat());
    assertEquals(BrokerError.FENCED_INSTANCE, error(b.heartbeat()));
    assertEquals(BrokerError.FENCED_INSTANCE, error(b.mayCommit()));
    assertEquals(BrokerError.FENCED_INSTANCE, error(b.leave()));
    b.sendJoin();
    assertEquals(BrokerError.FENCED_INSTANCE, b.joinError());
    assertEquals(
        List.of(a.memberId, b2.memberId),
        s.lastChange().group().members().stream()
            .map(LastingGroup.LastingMember::memberId)
            .toList());
  }

  @ParameterizedTest
  @EnumSource
  void aStaticLeaderThatComesBackSkipsTheAssignment(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.fixed("a", "i1");
    ClassicScenario.Client b = s.fixed("b", "i2");
    s.form(a, b);
    ClassicScenario.Client a2 = s.fixed("a", "i1");
    JoinReply.Joined back = a2.join().joined();
    assertTrue(back.skipAssignment());
    assertEquals(a2.memberId, back.leader());
    assertEquals(2, back.members().size(), "it watches the others' subscriptions");
    assertEquals("a", a2.sync().share());
    ClassicScenario.Client a3 = s.fixed("a", "i1");
    a3.skipAssignmentKnown = false;
    JoinReply.Joined old = a3.join().joined();
    assertFalse(old.skipAssignment());
    assertNotEquals(a3.memberId, old.leader(), "an old client would assign if it believed to lead");
    assertEquals(List.of(), old.members());
  }

  @ParameterizedTest
  @EnumSource
  void aStaticMemberWithAnotherProtocolRebalances(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.fixed("a", "i1");
    a.protocols = List.of("range", "sticky");
    s.form(a);
    ClassicScenario.Client a2 = s.fixed("a", "i1");
    a2.protocols = List.of("sticky", "range");
    a2.join();
    assertEquals(2, a2.joined().generation());
    assertEquals("sticky", a2.joined().protocol());
  }

  @ParameterizedTest
  @EnumSource
  void anAdministratorRemovesAStaticMember(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.fixed("a", "i1");
    s.form(a);
    List<MemberIdentity> removed =
        List.of(
            new MemberIdentity("", Optional.of("i1")), new MemberIdentity("", Optional.of("i2")));
    List<Result<Boolean>> replies =
        ((Result.Ok<List<Result<Boolean>>>) s.machine().leave(GROUP, removed, s.now()).reply())
            .value();
    assertEquals(Result.ok(true), replies.get(0));
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(replies.get(1)));
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(a.heartbeat()));
  }

  @ParameterizedTest
  @EnumSource
  void anAbsentStaticMemberKeepsItsPlaceInARebalance(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.fixed("a", "i1");
    ClassicScenario.Client b = s.client("b");
    a.rebalanceTimeout = 6_000;
    b.rebalanceTimeout = 6_000;
    s.form(a, b);
    b.topics = "other";
    b.sendJoin();
    s.pass(6_000);
    assertEquals(b.memberId, b.joined().leader(), "the absent leader does not lead");
    assertEquals(2, b.joined().members().size());
  }

  @ParameterizedTest
  @EnumSource
  void theProtocolThatMostPreferWins(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    a.protocols = List.of("range", "roundrobin", "sticky");
    ClassicScenario.Client b = s.client("b");
    b.protocols = List.of("sticky", "roundrobin");
    ClassicScenario.Client c = s.client("c");
    c.protocols = List.of("cooperative", "sticky", "roundrobin");
    s.form(a, b, c);
    assertEquals("sticky", a.joined().protocol());
    ClassicScenario.Client d = s.client("d");
    d.protocols = List.of("range");
    d.sendJoin();
    assertEquals(BrokerError.INCONSISTENT_PROTOCOL, d.joinError());
  }

  @ParameterizedTest
  @EnumSource
  void aFullGroupTakesNobodyMore(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    s.form(s.client("a"), s.client("b"), s.client("c"));
    ClassicScenario.Client d = s.client("d").join();
    assertEquals(BrokerError.GROUP_FULL, d.joinError());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsNoMemberCannotSync(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    s.form(a);
    a.generation = 7;
    assertEquals(BrokerError.ILLEGAL_GENERATION, error(a.sync().syncReply()));
    assertEquals(BrokerError.ILLEGAL_GENERATION, error(a.heartbeat()));
    ClassicScenario.Client b = s.client("b");
    b.memberId = "b-9";
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(b.sync().syncReply()));
    b.sendJoin();
    assertEquals(BrokerError.UNKNOWN_MEMBER, b.joinError());
  }

  @ParameterizedTest
  @EnumSource
  void onlyMembersCommitWhileThereAreSome(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client nobody = s.client("nobody");
    assertEquals(Result.ok(true), nobody.mayCommit(), "a group that is not coordinated");
    ClassicScenario.Client a = s.client("a");
    a.generation = 3;
    assertEquals(BrokerError.ILLEGAL_GENERATION, error(a.mayCommit()));
    s.form(a);
    assertEquals(Result.ok(true), a.mayCommit());
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(nobody.mayCommit()));
    a.generation--;
    assertEquals(BrokerError.ILLEGAL_GENERATION, error(a.mayCommit()));
    a.generation++;
    a.leave();
    assertEquals(
        Result.ok(true), nobody.mayCommit(), "an administrator resets offsets of an empty group");
    assertEquals(BrokerError.UNKNOWN_MEMBER, error(a.mayCommit()));
  }

  @ParameterizedTest
  @EnumSource
  void membersOfAStableGroupAreDescribedInFull(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a").join();
    assertEquals(GroupState.PREPARING_REBALANCE, s.state());
    assertEquals("", s.describe().orElseThrow().protocol());
    s.pass(3_000);
    s.share(a);
    assertEquals("range", s.describe().orElseThrow().protocol());
    assertEquals(blob("range:t"), s.describe().orElseThrow().members().get(0).metadata());
    assertEquals(blob("a"), s.describe().orElseThrow().members().get(0).assignment());
    assertArrayEquals(new String[] {a.memberId}, s.memberIds());
  }

  @ParameterizedTest
  @EnumSource
  void anUnansweredFirstJoinIsGivenUpAfterFiveMinutes(Restart restart) {
    ClassicScenario s = new ClassicScenario(restart);
    ClassicScenario.Client a = s.client("a");
    a.rebalanceTimeout = 1_800_000;
    s.form(a);
    ClassicScenario.Client b = s.client("b").join();
    for (int i = 0; i < 60; i++) {
      s.pass(5_000);
      a.heartbeat();
    }
    assertInstanceOf(JoinReply.Refused.class, b.joinReply());
    assertEquals(1, s.memberIds().length);
  }
}
