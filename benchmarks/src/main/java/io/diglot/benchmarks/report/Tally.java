package io.diglot.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * How many goals came to what.
 *
 * @param met how many are reached
 * @param unmet how many are not
 * @param clientBound how many no broker reaches
 * @param storeBound how many no broker reaches that keeps what it gets
 */
public record Tally(long met, long unmet, long clientBound, long storeBound) {

  /** Counts. */
  public static Tally of(List<Comparison> rows) {
    return new Tally(
        count(rows, Verdict.MET),
        count(rows, Verdict.UNMET),
        count(rows, Verdict.CLIENT_BOUND),
        count(rows, Verdict.STORE_BOUND));
  }

  private static long count(List<Comparison> rows, Verdict verdict) {
    return rows.stream().filter(row -> row.verdict().equals(Optional.of(verdict))).count();
  }

  /** In words. */
  public String text() {
    return "%d of %d goals met, %d client-bound, %d store-bound, %d not met"
        .formatted(met, met + unmet + clientBound + storeBound, clientBound, storeBound, unmet);
  }
}
