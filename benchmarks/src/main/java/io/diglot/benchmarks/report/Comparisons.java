package io.diglot.benchmarks.report;

import io.diglot.benchmarks.broker.Contestant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts each figure of Diglot's beside that of its peer, and beside its own in another case. What a
 * null broker reaches of the same baseline stands next to it.
 */
public final class Comparisons {
  private static final Set<Metric> CPU = EnumSet.of(Metric.CPU_PER_MILLION, Metric.CPU_PER_GB);

  private final CaseDescription description;
  private final Results results;
  private final List<Goal> goals;
  private final List<Comparison> rows = new ArrayList<>();

  private Comparisons(CaseDescription description, Results results) {
    this.description = description;
    this.results = results;
    this.goals = new ArrayList<>(description.goals());
  }

  /** The rows for these cases; figures without a counterpart have none. */
  public static List<Comparison> of(List<CaseDescription> cases, Results results) {
    return cases.stream().flatMap(one -> new Comparisons(one, results).rows().stream()).toList();
  }

  private List<Comparison> rows() {
    // Throughput comes first of all metrics, so that it can still add a goal for CPU.
    for (Metric metric : Metric.values()) {
      for (Contestant contestant : results.contestants(description.name())) {
        if (!contestant.isOurs()) {
          against(contestant, metric);
        }
      }
      description.relativeTo().ifPresent(other -> besides(other, metric));
    }
    return rows;
  }

  private void against(Contestant peer, Metric metric) {
    Optional<Summary> baseline = results.summary(description.name(), peer, metric);
    Optional<Goal> goal = goal(metric, Goal.Baseline.PEER);
    add(Contestant.DIGLOT, metric, peer.title(), baseline, bound -> baseline, goal);
  }

  private void besides(String other, Metric metric) {
    Function<Contestant, Optional<Summary>> ownBaseline =
        contestant -> results.summary(other, contestant, metric);
    for (Contestant contestant : results.contestants(description.name())) {
      if (!contestant.isBound()) {
        Optional<Goal> goal =
            contestant == Contestant.DIGLOT ? goal(metric, Goal.Baseline.ITSELF) : Optional.empty();
        add(contestant, metric, other, ownBaseline.apply(contestant), ownBaseline, goal);
      }
    }
  }

  private void add(
      Contestant subject,
      Metric metric,
      String against,
      Optional<Summary> baseline,
      Function<Contestant, Optional<Summary>> boundBaseline,
      Optional<Goal> goal) {
    Optional<Summary> figure = results.summary(description.name(), subject, metric);
    if (figure.isPresent() && baseline.isPresent()) {
      Comparison row =
          new Comparison(
              description.name(),
              metric,
              subject.title(),
              figure.get(),
              against,
              baseline.get(),
              boundRatio(Contestant.NULL, metric, boundBaseline),
              boundRatio(Contestant.STORING, metric, boundBaseline),
              goal);
      rows.add(row);
      goal.filter(wanted -> metric == Metric.THROUGHPUT && isOutOfReach(row))
          .filter(wanted -> !isCpuJudged(wanted.baseline()))
          .ifPresent(wanted -> goals.add(wanted.onCpu()));
    }
  }

  private static boolean isOutOfReach(Comparison row) {
    return row.verdict()
        .filter(verdict -> verdict == Verdict.CLIENT_BOUND || verdict == Verdict.STORE_BOUND)
        .isPresent();
  }

  private boolean isCpuJudged(Goal.Baseline baseline) {
    return goals.stream()
        .anyMatch(goal -> goal.baseline() == baseline && CPU.contains(goal.metric()));
  }

  /** A null broker's latency and memory say nothing: it has no message to give. */
  private Optional<Double> boundRatio(
      Contestant bound, Metric metric, Function<Contestant, Optional<Summary>> baseline) {
    if (metric != Metric.THROUGHPUT && !CPU.contains(metric)) {
      return Optional.empty();
    }
    return results
        .summary(description.name(), bound, metric)
        .flatMap(most -> baseline.apply(bound).map(other -> most.median() / other.median()));
  }

  private Optional<Goal> goal(Metric metric, Goal.Baseline baseline) {
    return goals.stream()
        .filter(goal -> goal.metric() == metric && goal.baseline() == baseline)
        .findFirst();
  }
}
