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
    boolean isOutOfReach =
        metric == Metric.THROUGHPUT && nullRatio.filter(most -> !wanted.isMet(most)).isPresent();
    return isOutOfReach ? Verdict.CLIENT_BOUND : Verdict.UNMET;
  }
}
