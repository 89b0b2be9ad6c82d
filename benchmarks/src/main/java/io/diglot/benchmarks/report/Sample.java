package io.diglot.benchmarks.report;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one run of one case showed.
 *
 * @param figures the figures that it has
 */
public record Sample(Map<Metric, Double> figures) {

  /** Keeps a copy. */
  public Sample {
    figures = Map.copyOf(figures);
  }

  /** Collects figures. Not thread-safe. */
  public static final class Builder {
    private final EnumMap<Metric, Double> figures = new EnumMap<>(Metric.class);

    /** Adds a figure; one that is not finite is left out. */
    public Builder with(Metric metric, double value) {
      if (Double.isFinite(value)) {
        figures.put(metric, value);
      }
      return this;
    }

    /** What was collected. */
    public Sample build() {
      return new Sample(figures);
    }
  }
}
