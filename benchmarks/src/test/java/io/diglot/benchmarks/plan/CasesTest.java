package io.diglot.benchmarks.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Installation;
import io.diglot.benchmarks.load.Scale;
import io.diglot.benchmarks.report.CaseDescription;
import io.diglot.benchmarks.report.Goal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CasesTest {
  private static Choice choice(List<String> only, Set<Contestant> peers) {
    return new Choice(only, peers, 1, Scale.quick(), Path.of("none"), List.of());
  }

  private static List<String> chosen(List<String> only, Set<Contestant> peers) {
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Session(new Installation(Path.of("none")), choice(only, peers), silent)
        .cases().stream().map(CaseDescription::name).toList();
  }

  @Test
  void namesAreUnique() {
    assertEquals(Cases.ALL.size(), new HashSet<>(Session.caseNames()).size());
  }

  @Test
  void stagesAreTogether() {
    List<Stage> inOrder = new ArrayList<>();
    for (BenchmarkCase one : Cases.ALL) {
      if (inOrder.isEmpty() || !inOrder.get(inOrder.size() - 1).equals(one.stage())) {
        inOrder.add(one.stage());
      }
    }
    assertEquals(inOrder.size(), new HashSet<>(inOrder).size());
  }

  @Test
  void whatACaseIsComparedWithComesBeforeIt() {
    List<String> names = Session.caseNames();
    for (BenchmarkCase one : Cases.ALL) {
      one.relativeTo()
          .ifPresent(other -> assertTrue(names.indexOf(other) < names.indexOf(one.name())));
    }
  }

  @Test
  void whatACaseIsComparedWithComesAfterItToo() {
    List<BenchmarkCase> queues =
        Cases.ALL.stream().filter(one -> one.name().startsWith("kafka-queues")).toList();
    assertEquals(
        List.of("kafka-queues-few", "kafka-queues-many", "kafka-queues-few"),
        Cases.inTurn(queues).stream().map(BenchmarkCase::name).toList());
    assertEquals(queues.subList(1, 2), Cases.inTurn(queues.subList(1, 2)));
  }

  @Test
  void goalsAgainstItselfHaveACounterpart() {
    for (BenchmarkCase one : Cases.ALL) {
      boolean needsOther =
          one.goals().stream().anyMatch(goal -> goal.baseline() == Goal.Baseline.ITSELF);
      assertTrue(!needsOther || one.relativeTo().isPresent(), one.name());
    }
  }

  @Test
  void whatIsBoundedHasItsBoundInTheStage() {
    for (BenchmarkCase one : Cases.ALL) {
      for (Contestant bound : List.of(Contestant.NULL, Contestant.STORING)) {
        assertTrue(
            !Cases.isBounded(one, bound) || one.stage().contestants().contains(bound), one.name());
      }
    }
  }

  @Test
  void boundsWhatGoalsForThroughputSpeakOf() {
    List<String> names = boundedBy(Contestant.NULL);
    assertTrue(names.containsAll(List.of("kafka-sync", "kafka-queues-few", "kafka-queues-many")));
    assertTrue(names.stream().noneMatch(name -> name.endsWith("-latency")), names.toString());
  }

  @Test
  void boundsByWhatStoringTakes() {
    assertEquals(
        List.of(
            "kafka-produce-16k-none",
            "kafka-produce-16k-lz4",
            "kafka-produce-128k-none",
            "kafka-produce-128k-lz4",
            "kafka-sync",
            "rocketmq-sync"),
        boundedBy(Contestant.STORING));
  }

  private static List<String> boundedBy(Contestant bound) {
    return Cases.ALL.stream()
        .filter(one -> Cases.isBounded(one, bound))
        .map(BenchmarkCase::name)
        .toList();
  }

  @Test
  void hasNoTimeForBoundsInAQuickLookUnlessCasesAreAskedFor() {
    assertFalse(choice(List.of(), Set.of()).takesBounds());
    assertTrue(choice(List.of("kafka-sync"), Set.of()).takesBounds());
  }

  @Test
  void choosesByBeginningOfName() {
    assertEquals(
        List.of("kafka-queues-few", "kafka-queues-many"),
        chosen(List.of("kafka-queues"), Set.of(Contestant.KAFKA)));
  }

  @Test
  void leavesOutThePeersThatWereNotNamed() {
    List<String> names = chosen(List.of(), Set.of(Contestant.ROCKETMQ));
    assertTrue(names.contains("rocketmq-sync") && names.contains("across-kafka-to-rocketmq"));
    assertTrue(names.stream().noneMatch(name -> name.startsWith("kafka-")), names.toString());
  }
}
