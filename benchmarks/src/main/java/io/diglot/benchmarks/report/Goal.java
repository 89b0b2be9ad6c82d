package io.diglot.benchmarks.report;

/**
 * What the ratio of Diglot's median to a baseline's is to be.
 *
 * @param metric of which figure
 * @param baseline of which baseline
 * @param bound the ratio: at least this where greater is better, else at most
 */
public record Goal(Metric metric, Baseline baseline, double bound) {

  /** What Diglot is compared with. */
  public enum Baseline {
    /** The peer, in the same case. */
    PEER,
    /** Itself, in another case. */
    ITSELF
  }

  /** A goal against the peer. */
  public static Goal peer(Metric metric, double bound) {
    return new Goal(metric, Baseline.PEER, bound);
  }

  /** A goal against itself. */
  public static Goal itself(Metric metric, double bound) {
    return new Goal(metric, Baseline.ITSELF, bound);
  }

  /**
   * What is asked in the place of a throughput that no broker reaches: that much less CPU for each
   * message.
   */
  Goal onCpu() {
    return new Goal(Metric.CPU_PER_MILLION, baseline, 1 / bound);
  }

  /** Whether a ratio is good enough. */
  public boolean isMet(double ratio) {
    return metric.greaterIsBetter() ? ratio >= bound : ratio <= bound;
  }

  /** In words. */
  public String text() {
    double rounded = Math.round(bound * 100) / 100.0;
    return (metric.greaterIsBetter() ? "≥ " : "≤ ") + rounded + "×";
  }
}
