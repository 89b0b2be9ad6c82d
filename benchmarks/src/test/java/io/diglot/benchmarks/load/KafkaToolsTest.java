package io.diglot.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.benchmarks.broker.Usage;
import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaToolsTest {
  private static ClientRun run(String output, Map<String, String> results) {
    Usage before = new Usage(1, 1, 0, 0, 0);
    Usage after = new Usage(3, 1.5, 4 << 20, 2 << 20, 4_000_000_000L);
    return new ClientRun(results, output, before, after, 1);
  }

  @Test
  void takesTheSteadyStateOfTheProducer() throws LoadFailure {
    String output =
        """
        250000 records sent, 111.1 records/sec (50.86 MB/sec), 9.0 ms avg latency, 9.0 ms max latency, 1 ms 50th, 2 ms 95th, 3 ms 99th, 4 ms 99.9th.
        200000 steady state records sent, 52083.3 records/sec (50.86 MB/sec), 9.0 ms avg latency, 9.0 ms max latency, 451 ms 50th, 700 ms 95th, 835 ms 99th, 884 ms 99.9th.
        """;
    Sample sample = KafkaTools.produced(run(output, Map.of()), 1_000_000, 1_000).build();
    assertEquals(52083.3, sample.figures().get(Metric.THROUGHPUT));
    assertEquals(451, sample.figures().get(Metric.P50));
    assertEquals(835, sample.figures().get(Metric.P99));
    assertEquals(884, sample.figures().get(Metric.P999));
    assertEquals(2, sample.figures().get(Metric.CPU_PER_MILLION));
    assertEquals(2, sample.figures().get(Metric.CPU_PER_GB));
    assertEquals(0.5, sample.figures().get(Metric.CORES));
    assertEquals(0.25, sample.figures().get(Metric.COMPILER));
    assertEquals(4, sample.figures().get(Metric.MEMORY));
  }

  @Test
  void doesNotTakeSilenceForAResult() {
    assertThrows(LoadFailure.class, () -> KafkaTools.produced(run("oh", Map.of()), 1, 1));
    assertThrows(LoadFailure.class, () -> run("oh", Map.of()).driven(1));
  }

  @Test
  void doesNotHideFailedMessages() {
    Map<String, String> results =
        Map.of("count", "10", "failed", "1", "seconds", "1", "p50", "1", "p99", "1", "p999", "1");
    assertThrows(LoadFailure.class, () -> run("", results).driven(1));
  }
}
