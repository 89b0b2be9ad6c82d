package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.StartFailure;
import io.diglot.benchmarks.broker.Usage;
import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * How long the broker took to its first request, what memory it has while nobody asks for anything,
 * and what it has after a load. To be run first on a broker.
 *
 * @param load the load
 */
public record StartAndMemory(Load load) implements Load {
  private static final int IDLE_MILLIS = 1_500;

  @Override
  public Sample run(Rig rig) throws LoadFailure, StartFailure, IOException, InterruptedException {
    double start = rig.broker().startTime().toNanos() / 1e6;
    Thread.sleep(IDLE_MILLIS);
    Usage idle = rig.broker().usage();
    Map<Metric, Double> loaded = load.run(rig).figures();
    Map<Metric, Double> figures = new EnumMap<>(Metric.class);
    figures.put(Metric.START, start);
    figures.put(Metric.IDLE_MEMORY, ClientRun.mebibytes(idle.residentBytes()));
    for (Metric metric : new Metric[] {Metric.MEMORY, Metric.PRIVATE_MEMORY}) {
      figures.put(metric, loaded.getOrDefault(metric, Double.NaN));
    }
    return new Sample(figures);
  }
}
