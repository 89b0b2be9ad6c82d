package io.diglot.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diglot.benchmarks.broker.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final CaseDescription FEW =
      new CaseDescription("few", Optional.empty(), List.of(Goal.peer(Metric.THROUGHPUT, 1.5)));
  private static final CaseDescription MANY =
      new CaseDescription("many", Optional.of("few"), List.of(Goal.itself(Metric.P99, 1.1)));

  private final Results results = new Results();

  private void add(String name, Contestant contestant, double throughput, double p99) {
    Sample.Builder sample = new Sample.Builder();
    sample.with(Metric.THROUGHPUT, throughput).with(Metric.P99, p99);
    results.add(name, contestant, sample.build());
  }

  private void add(String name, Contestant contestant, double throughput, Metric cpu, double cost) {
    Sample.Builder sample = new Sample.Builder();
    sample.with(Metric.THROUGHPUT, throughput).with(cpu, cost);
    results.add(name, contestant, sample.build());
  }

  private List<Comparison> twoRoundsOfTwoCases() {
    for (int round = 0; round < 2; round++) {
      add("few", Contestant.DIGLOT, 300 + round * 100, 1);
      add("few", Contestant.KAFKA, 200, 4);
      add("many", Contestant.DIGLOT, 100, 2);
      add("many", Contestant.KAFKA, 100, 16);
    }
    return Comparisons.of(List.of(FEW, MANY), results);
  }

  private static Comparison find(List<Comparison> rows, String name, Metric metric, String other) {
    return rows.stream()
        .filter(row -> row.caseName().equals(name) && row.metric() == metric)
        .filter(row -> row.against().equals(other))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparesMediansWithThePeer() {
    Comparison row = find(twoRoundsOfTwoCases(), "few", Metric.THROUGHPUT, "Kafka");
    assertEquals(new Summary(350, 300, 400, 2), row.figure());
    assertEquals(1.75, row.ratio());
    assertEquals(Optional.of(Verdict.MET), row.verdict());
  }

  @Test
  void comparesWithItselfWhereLessIsBetter() {
    Comparison row = find(twoRoundsOfTwoCases(), "many", Metric.P99, "few");
    assertEquals("Diglot", row.subject());
    assertEquals(2, row.ratio());
    assertEquals(Optional.of(Verdict.UNMET), row.verdict());
  }

  @Test
  void showsWhatThePeerLosesToo() {
    assertTrue(
        twoRoundsOfTwoCases().stream()
            .anyMatch(row -> row.subject().equals("Kafka") && row.ratio() == 4));
  }

  @Test
  void leavesOutWhatHasNoCounterpart() {
    add("few", Contestant.DIGLOT, 300, 1);
    assertEquals(List.of(), Comparisons.of(List.of(FEW, MANY), results));
  }

  @Test
  void leavesOutFiguresThatAreNone() {
    add("few", Contestant.DIGLOT, Double.NaN, 1);
    assertEquals(Optional.empty(), results.summary("few", Contestant.DIGLOT, Metric.THROUGHPUT));
  }

  @Test
  void judgesCpuWhereTheClientsLeaveNoMore() {
    add("few", Contestant.DIGLOT, 120, Metric.CPU_PER_MILLION, 6);
    add("few", Contestant.KAFKA, 100, Metric.CPU_PER_MILLION, 10);
    add("few", Contestant.NULL, 138, Metric.CPU_PER_MILLION, 2);
    List<Comparison> rows = Comparisons.of(List.of(FEW), results);
    Comparison throughput = find(rows, "few", Metric.THROUGHPUT, "Kafka");
    assertEquals(Optional.of(1.38), throughput.nullRatio());
    assertEquals(Optional.of(Verdict.CLIENT_BOUND), throughput.verdict());
    Comparison cpu = find(rows, "few", Metric.CPU_PER_MILLION, "Kafka");
    assertEquals(Optional.of("≤ 0.67×"), cpu.goal().map(Goal::text));
    assertEquals(Optional.of(Verdict.MET), cpu.verdict());
    assertEquals(new Tally(1, 0, 1, 0), Tally.of(rows));
    String text = MarkdownTable.of(rows, List.of()).replaceAll(" +", " ");
    assertTrue(text.contains("| 1.20 | 1.38 | | ≥ 1.5× | client-bound |"), text);
    assertTrue(text.contains("1 of 2 goals met, 1 client-bound, 0 store-bound, 0 not met"), text);
  }

  @Test
  void doesNotExcuseWhatTheClientsLeaveRoomFor() {
    add("few", Contestant.DIGLOT, 120, Metric.CPU_PER_MILLION, 6);
    add("few", Contestant.KAFKA, 100, Metric.CPU_PER_MILLION, 10);
    add("few", Contestant.NULL, 160, Metric.CPU_PER_MILLION, 2);
    List<Comparison> rows = Comparisons.of(List.of(FEW), results);
    assertEquals(
        Optional.of(Verdict.UNMET), find(rows, "few", Metric.THROUGHPUT, "Kafka").verdict());
    assertEquals(Optional.empty(), find(rows, "few", Metric.CPU_PER_MILLION, "Kafka").verdict());
  }

  @Test
  void keepsTheGoalForCpuThatACaseHas() {
    Goal most = Goal.peer(Metric.CPU_PER_GB, 0.5);
    CaseDescription both =
        new CaseDescription(
            "both", Optional.empty(), List.of(Goal.peer(Metric.THROUGHPUT, 1.5), most));
    add("both", Contestant.DIGLOT, 120, Metric.CPU_PER_GB, 6);
    add("both", Contestant.KAFKA, 100, Metric.CPU_PER_GB, 10);
    add("both", Contestant.NULL, 130, Metric.CPU_PER_GB, 2);
    List<Comparison> rows = Comparisons.of(List.of(both), results);
    assertEquals(Optional.of(most), find(rows, "both", Metric.CPU_PER_GB, "Kafka").goal());
    assertEquals(new Tally(0, 1, 1, 0), Tally.of(rows));
  }

  @Test
  void countsApartWhatNoBrokerReachesThatStores() {
    CaseDescription both =
        new CaseDescription(
            "both",
            Optional.empty(),
            List.of(Goal.peer(Metric.THROUGHPUT, 1.5), Goal.peer(Metric.CPU_PER_GB, 0.5)));
    add("both", Contestant.DIGLOT, 120, Metric.CPU_PER_GB, 6);
    add("both", Contestant.KAFKA, 100, Metric.CPU_PER_GB, 10);
    add("both", Contestant.NULL, 160, Metric.CPU_PER_GB, 3);
    add("both", Contestant.STORING, 140, Metric.CPU_PER_GB, 5.5);
    List<Comparison> rows = Comparisons.of(List.of(both), results);
    Comparison throughput = find(rows, "both", Metric.THROUGHPUT, "Kafka");
    assertEquals(Optional.of(1.4), throughput.storingRatio());
    assertEquals(Optional.of(Verdict.STORE_BOUND), throughput.verdict());
    assertEquals(
        Optional.of(Verdict.STORE_BOUND), find(rows, "both", Metric.CPU_PER_GB, "Kafka").verdict());
    assertEquals(new Tally(0, 0, 0, 2), Tally.of(rows));
  }

  @Test
  void doesNotExcuseWhatABrokerReachesThatStores() {
    CaseDescription cheap =
        new CaseDescription("cheap", Optional.empty(), List.of(Goal.peer(Metric.CPU_PER_GB, 0.5)));
    add("cheap", Contestant.DIGLOT, 120, Metric.CPU_PER_GB, 6);
    add("cheap", Contestant.KAFKA, 100, Metric.CPU_PER_GB, 10);
    add("cheap", Contestant.STORING, 140, Metric.CPU_PER_GB, 4.9);
    List<Comparison> rows = Comparisons.of(List.of(cheap), results);
    assertEquals(
        Optional.of(Verdict.UNMET), find(rows, "cheap", Metric.CPU_PER_GB, "Kafka").verdict());
  }

  @Test
  void boundsWhatACaseLosesToAnotherByWhatTheNullBrokerLoses() {
    CaseDescription lossless =
        new CaseDescription(
            "many", Optional.of("few"), List.of(Goal.itself(Metric.THROUGHPUT, 0.9)));
    add("few", Contestant.DIGLOT, 200, 1);
    add("few", Contestant.NULL, 250, 1);
    add("many", Contestant.DIGLOT, 100, 1);
    add("many", Contestant.NULL, 150, 1);
    List<Comparison> rows = Comparisons.of(List.of(lossless), results);
    Comparison row = find(rows, "many", Metric.THROUGHPUT, "few");
    assertEquals(Optional.of(0.6), row.nullRatio());
    assertEquals(Optional.of(Verdict.CLIENT_BOUND), row.verdict());
    assertTrue(rows.stream().noneMatch(each -> each.subject().equals("null broker")));
  }

  @Test
  void aGoalThatIsReachedIsMetWhateverTheNullBrokerReaches() {
    add("few", Contestant.DIGLOT, 160, 1);
    add("few", Contestant.KAFKA, 100, 1);
    add("few", Contestant.NULL, 140, 1);
    List<Comparison> rows = Comparisons.of(List.of(FEW), results);
    assertEquals(Optional.of(Verdict.MET), find(rows, "few", Metric.THROUGHPUT, "Kafka").verdict());
  }

  @Test
  void tabulatesGoalsAndFailures() {
    results.fail(new Results.Failure("few", Contestant.ROCKETMQ, "it did not start"));
    String table = MarkdownTable.of(twoRoundsOfTwoCases(), results.failures());
    String text = table.replaceAll(" +", " ");
    assertTrue(text.contains("| 350 (300 - 400) | Kafka | 200 (200 - 200) |"), table);
    assertTrue(text.contains("| 1.75 | | | ≥ 1.5× | yes |"), table);
    assertTrue(table.contains("1 of 2 goals met, 0 client-bound, 0 store-bound, 1 not met"), table);
    assertTrue(table.contains("FAILED: few on RocketMQ: it did not start"), table);
    long widths =
        table.lines().filter(line -> line.startsWith("|")).map(String::length).distinct().count();
    assertEquals(1, widths, table);
  }

  @Test
  void roundsToWhatMeansSomething() {
    assertEquals("1,234,568", MarkdownTable.number(1_234_567.8));
    assertEquals("12.3", MarkdownTable.number(12.34));
    assertEquals("0.12", MarkdownTable.number(0.1234));
  }

  @Test
  void writesWhatMachinesRead(@TempDir Path directory) throws IOException {
    results.fail(new Results.Failure("few", Contestant.ROCKETMQ, "it did not start"));
    Path file = directory.resolve("results.json");
    List<Comparison> rows = twoRoundsOfTwoCases();
    JsonReport.write(file, Map.of("rounds", "2"), results, rows);
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    assertEquals("2", root.at("/about/rounds").asText());
    assertEquals(8, root.get("samples").size());
    assertEquals(rows.size(), root.get("comparisons").size());
    assertEquals("MET", root.at("/comparisons/0/verdict").asText());
    assertEquals(1, root.at("/goals/met").asInt());
    assertEquals("it did not start", root.at("/failures/0/message").asText());
  }

  @Test
  void drawsTheRatios(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("ratios.png");
    CaseDescription unbounded = new CaseDescription("unbounded", Optional.empty(), FEW.goals());
    add("few", Contestant.NULL, 420, 1);
    add("unbounded", Contestant.DIGLOT, 300, 1);
    add("unbounded", Contestant.KAFKA, 200, 1);
    twoRoundsOfTwoCases();
    Picture.write(file, Comparisons.of(List.of(FEW, MANY, unbounded), results));
    assertTrue(ImageIO.read(file.toFile()).getWidth() > 100);
  }
}
