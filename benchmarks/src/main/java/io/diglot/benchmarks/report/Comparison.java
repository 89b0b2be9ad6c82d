package io.diglot.benchmarks.report;

import java.util.Optional;

/**
 * A row of the table.
 *
 * @param caseName the case
 * @param metric the figure
 * @param subject whose figure it is
 * @param figure the figure
 * @param against what it is compared with, in words
 * @param baseline the figure of that
 * @param goal what the ratio is to be
 */
public record Comparison(
    String caseName,
    Metric metric,
    String subject,
    Summary figure,
    String against,
    Summary baseline,
    Optional<Goal> goal) {

  /** How many times the baseline's median. */
  public double ratio() {
    return figure.median() / baseline.median();
  }

  /** Whether the goal is met; empty without a goal. */
  public Optional<Boolean> isMet() {
    return goal.map(bound -> bound.isMet(ratio()));
  }
}
