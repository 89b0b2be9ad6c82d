package io.diglot.core.group.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.group.ClassicGroups.OffsetCommit;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.OffsetRules;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetRulesTest {
  private static final QueueName Q = new QueueName("t", 0);
  private static final QueueName R = new QueueName("t", 1);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long WEEK = Duration.ofDays(7).toMillis();

  private final OffsetRules rules = new OffsetRules(GroupLimits.DEFAULT);

  private Decision<Map<QueueName, BrokerError>, GroupEvent> commit(
      OffsetCommit commit, Map<QueueName, CommittedOffset> known, long now) {
    return rules.commit(
        "g",
        Map.of(Q, commit),
        queue -> Optional.ofNullable(known.get(queue)),
        queue -> queue.queueId() == 0,
        now);
  }

  @Test
  void aCommitIsStoredWithItsTime() {
    Decision<Map<QueueName, BrokerError>, GroupEvent> decision =
        commit(new OffsetCommit(5, 2, "note"), Map.of(), 100);
    assertEquals(Result.ok(Map.of()), decision.reply());
    assertEquals(
        List.of(
            new GroupEvent.OffsetsCommitted(
                "g", Map.of(Q, new CommittedOffset(5, 2, "note", 100)))),
        decision.events());
  }

  @Test
  void aRepeatedCommitIsStoredAgainAfterAnHour() {
    Map<QueueName, CommittedOffset> known = Map.of(Q, new CommittedOffset(5, -1, "", 0));
    assertEquals(List.of(), commit(new OffsetCommit(5, -1, ""), known, HOUR - 1).events());
    assertEquals(1, commit(new OffsetCommit(5, -1, ""), known, HOUR).events().size());
    assertEquals(
        1, commit(new OffsetCommit(4, -1, ""), known, 1).events().size(), "a reset goes back");
    assertEquals(1, commit(new OffsetCommit(5, 1, ""), known, 1).events().size());
    assertEquals(1, commit(new OffsetCommit(5, -1, "x"), known, 1).events().size());
  }

  @Test
  void whatCannotBeStoredIsLeftOut() {
    OffsetCommit tooLong = new OffsetCommit(1, -1, "x".repeat(4097));
    assertEquals(
        Result.ok(Map.of(Q, BrokerError.METADATA_TOO_LARGE)), commit(tooLong, Map.of(), 0).reply());
    Decision<Map<QueueName, BrokerError>, GroupEvent> decision =
        rules.commit(
            "g",
            Map.of(Q, new OffsetCommit(1, -1, ""), R, new OffsetCommit(1, -1, "")),
            queue -> Optional.empty(),
            queue -> queue.equals(Q),
            0);
    assertEquals(Result.ok(Map.of(R, BrokerError.UNKNOWN_QUEUE)), decision.reply());
    assertEquals(1, decision.events().size());
  }

  @Test
  void offsetsGoWhenTheyAndTheEmptinessAreOld() {
    Map<QueueName, CommittedOffset> known =
        Map.of(Q, new CommittedOffset(1, -1, "", 0), R, new CommittedOffset(1, -1, "", 10));
    assertEquals(List.of(), rules.expire("g", known, -1, WEEK - 1));
    assertEquals(
        List.of(new GroupEvent.OffsetsDeleted("g", Set.of(Q))), rules.expire("g", known, -1, WEEK));
    assertEquals(List.of(), rules.expire("g", known, 1_000, WEEK + 999));
    assertEquals(
        List.of(new GroupEvent.GroupDeleted("g")), rules.expire("g", known, 1_000, WEEK + 1_000));
    assertEquals(List.of(new GroupEvent.GroupDeleted("g")), rules.expire("g", Map.of(), -1, 0));
  }
}
