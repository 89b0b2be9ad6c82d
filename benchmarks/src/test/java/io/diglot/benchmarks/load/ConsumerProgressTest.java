package io.diglot.benchmarks.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.benchmarks.broker.Usage;
import io.diglot.benchmarks.report.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerProgressTest {
  private static final ClientRun RUN =
      new ClientRun(
          Map.of(), "", new Usage(1, 1, 0, 0, 0), new Usage(3, 1.5, 0, 0, 4_000_000_000L), 1);

  private static String line(String time, int records) {
    return "2026-11-20T13:26:" + time + ", 0, 195.3125, 39.0, " + records + ", 40000.0, 0, 5, 1, 1";
  }

  @Test
  void measuresFromTheEndOfTheWarmUpToTheLastLine() throws LoadFailure {
    ConsumerProgress progress = new ConsumerProgress(1_000, 3_200);
    assertEquals(
        Mark.NONE,
        progress.of("time, threadId, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg"));
    assertEquals(Mark.NONE, progress.of(line("59.900", 999)));
    assertEquals(Mark.BEGIN, progress.of(line("59.950", 1_100)));
    assertEquals(Mark.END, progress.of(line("59.999", 1_500)));
    assertEquals(Mark.NONE, progress.of("a warning"));
    assertEquals(Mark.NONE, progress.of("2026-11-20T13:27:00.400, 0, 1.5, 39.0, 2799, 1.0, 0, 5"));
    assertEquals(Mark.END, progress.of("2026-11-20T13:27:00.420, 0, 1.5, 39.0, 2800, 1.0, 0, 5"));
    assertEquals(Mark.END, progress.of("2026-11-20T13:27:00.450, 0, 1.5, 39.0, 3100, 1.0, 0, 5"));
    Map<Metric, Double> figures = progress.sample(RUN, 1_000).figures();
    assertEquals(4_000, figures.get(Metric.THROUGHPUT));
    assertEquals(1_000, figures.get(Metric.CPU_PER_MILLION));
  }

  @Test
  void hasNothingToSayWithoutTwoLines() {
    ConsumerProgress progress = new ConsumerProgress(1_000, 3_200);
    assertThrows(LoadFailure.class, () -> progress.sample(RUN, 1_000));
    progress.of(line("59.950", 1_100));
    assertThrows(LoadFailure.class, () -> progress.sample(RUN, 1_000));
  }
}
