package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.Usage;
import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.util.Map;

/**
 * A client's run, and what the broker used during the measured part of it.
 *
 * @param results what the client said
 * @param output all its other output
 * @param before the broker at the beginning
 * @param after the broker at the end
 * @param clientCpuSeconds what the client itself used in between
 */
record ClientRun(
    Map<String, String> results,
    String output,
    Usage before,
    Usage after,
    double clientCpuSeconds) {

  double result(String name) throws LoadFailure {
    String value = results.get(name);
    if (value == null) {
      throw new LoadFailure("the client said nothing of " + name + ":\n" + output);
    }
    return Double.parseDouble(value);
  }

  /** What messages of a size cost the broker in this run. */
  Sample.Builder costs(double messages, int size) {
    double cpu = after.cpuSeconds() - before.cpuSeconds();
    double seconds = (after.nanoTime() - before.nanoTime()) / 1e9;
    return new Sample.Builder()
        .with(Metric.CPU_PER_MILLION, cpu / messages * 1e6)
        .with(Metric.CPU_PER_GB, cpu / (messages * size) * 1e9)
        .with(Metric.CORES, cpu / seconds)
        .with(Metric.CLIENT_CORES, clientCpuSeconds / seconds)
        .with(Metric.COMPILER, (after.compilerSeconds() - before.compilerSeconds()) / cpu)
        .with(Metric.MEMORY, mebibytes(after.residentBytes()))
        .with(Metric.PRIVATE_MEMORY, mebibytes(after.anonymousBytes()));
  }

  /** Throughput, latency and costs of a driver's run. */
  Sample.Builder driven(int size) throws LoadFailure {
    double count = result("count");
    if (count == 0) {
      throw new LoadFailure("not one message went through:\n" + output);
    }
    if (result("failed") > 0) {
      throw new LoadFailure(results.get("failed") + " messages failed:\n" + output);
    }
    return costs(count, size)
        .with(Metric.THROUGHPUT, count / result("seconds"))
        .with(Metric.P50, result("p50"))
        .with(Metric.P99, result("p99"))
        .with(Metric.P999, result("p999"));
  }

  static double mebibytes(long bytes) {
    return bytes / (1024.0 * 1024);
  }
}
