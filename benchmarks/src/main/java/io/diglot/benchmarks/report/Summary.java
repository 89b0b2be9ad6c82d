package io.diglot.benchmarks.report;

import java.util.List;

/**
 * Several runs in three figures.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param min the least
 * @param max the greatest
 * @param count how many there were
 */
public record Summary(double median, double min, double max, int count) {

  /** Summarises at least one value. */
  public static Summary of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("nothing to summarise");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int count = sorted.size();
    double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
    return new Summary(median, sorted.get(0), sorted.get(count - 1), count);
  }
}
