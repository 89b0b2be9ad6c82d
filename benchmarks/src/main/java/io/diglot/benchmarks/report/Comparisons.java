package io.diglot.benchmarks.report;

import io.diglot.benchmarks.broker.Contestant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts each figure of Diglot's beside that of its peer, and beside its own in another case. */
public final class Comparisons {
  private final Results results;
  private final List<Comparison> rows = new ArrayList<>();

  private Comparisons(Results results) {
    this.results = results;
  }

  /** The rows for these cases; figures without a counterpart have none. */
  public static List<Comparison> of(List<CaseDescription> cases, Results results) {
    Comparisons comparisons = new Comparisons(results);
    cases.forEach(comparisons::add);
    return List.copyOf(comparisons.rows);
  }

  private void add(CaseDescription description) {
    for (Metric metric : Metric.values()) {
      for (Contestant contestant : results.contestants(description.name())) {
        if (contestant != Contestant.DIGLOT) {
          against(description, metric, contestant);
        }
      }
      description.relativeTo().ifPresent(other -> besides(description, other, metric));
    }
  }

  private void against(CaseDescription description, Metric metric, Contestant peer) {
    String name = description.name();
    Optional<Summary> own = results.summary(name, Contestant.DIGLOT, metric);
    Optional<Summary> baseline = results.summary(name, peer, metric);
    if (own.isPresent() && baseline.isPresent()) {
      rows.add(
          new Comparison(
              name,
              metric,
              Contestant.DIGLOT.title(),
              own.get(),
              peer.title(),
              baseline.get(),
              goal(description, metric, Goal.Baseline.PEER)));
    }
  }

  private void besides(CaseDescription description, String other, Metric metric) {
    for (Contestant contestant : results.contestants(description.name())) {
      Optional<Summary> figure = results.summary(description.name(), contestant, metric);
      Optional<Summary> baseline = results.summary(other, contestant, metric);
      if (figure.isPresent() && baseline.isPresent()) {
        Optional<Goal> goal =
            contestant == Contestant.DIGLOT
                ? goal(description, metric, Goal.Baseline.ITSELF)
                : Optional.empty();
        rows.add(
            new Comparison(
                description.name(),
                metric,
                contestant.title(),
                figure.get(),
                other,
                baseline.get(),
                goal));
      }
    }
  }

  private static Optional<Goal> goal(
      CaseDescription description, Metric metric, Goal.Baseline baseline) {
    return description.goals().stream()
        .filter(goal -> goal.metric() == metric && goal.baseline() == baseline)
        .findFirst();
  }
}
