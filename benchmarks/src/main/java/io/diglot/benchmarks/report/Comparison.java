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
 * @param nullRatio how many times the baseline a null broker reaches; empty where it did not run
 * @param storingRatio the same of a null broker that writes what it gets to a file
 * @param goal what the ratio is to be
 */
public record Comparison(
    String caseName,
    Metric metric,
    String subject,
    Summary figure,
    String against,
    Summary baseline,
    Optional<Double> nullRatio,
    Optional<Double> storingRatio,
    Optional<Goal> goal) {

  /** How many times the baseline's median. */
  public double ratio() {
    return figure.median() / baseline.median();
  }

  /** What became of the goal; empty without one. */
  public Optional<Verdict> verdict() {
    return goal.map(this::judge);
  }

  private Verdict judge(Goal wanted) {
    if (wanted.isMet(ratio())) {
      return Verdict.MET;
    }
    if (metric == Metric.THROUGHPUT && isBeyond(nullRatio, wanted)) {
      return Verdict.CLIENT_BOUND;
    }
    return isBeyond(storingRatio, wanted) ? Verdict.STORE_BOUND : Verdict.UNMET;
  }

  private static boolean isBeyond(Optional<Double> most, Goal wanted) {
    return most.filter(ratio -> !wanted.isMet(ratio)).isPresent();
  }
}
