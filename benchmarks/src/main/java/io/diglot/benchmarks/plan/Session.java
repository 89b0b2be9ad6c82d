package io.diglot.benchmarks.plan;

import io.diglot.benchmarks.broker.Broker;
import io.diglot.benchmarks.broker.BrokerSpec;
import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Installation;
import io.diglot.benchmarks.broker.StartFailure;
import io.diglot.benchmarks.load.Load;
import io.diglot.benchmarks.load.LoadFailure;
import io.diglot.benchmarks.load.Rig;
import io.diglot.benchmarks.report.CaseDescription;
import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Results;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs cases, round by round, contestant by contestant: A B A B. Not thread-safe. */
public final class Session {
  private final Installation installation;
  private final Choice choice;
  private final PrintStream progress;
  private final Results results = new Results();
  private final long began = System.nanoTime();
  private int starts;

  /** A session that tells on a stream how far it is. */
  public Session(Installation installation, Choice choice, PrintStream progress) {
    this.installation = installation;
    this.choice = choice;
    this.progress = progress;
  }

  /** Names of all cases. */
  public static List<String> caseNames() {
    return Cases.ALL.stream().map(BenchmarkCase::name).toList();
  }

  /** The chosen cases. */
  public List<CaseDescription> cases() {
    return chosen().stream()
        .map(one -> new CaseDescription(one.name(), one.relativeTo(), one.goals()))
        .toList();
  }

  private List<BenchmarkCase> chosen() {
    return Cases.ALL.stream()
        .filter(one -> choice.takes(one) && !contestants(one.stage()).isEmpty())
        .toList();
  }

  private List<Contestant> contestants(Stage stage) {
    boolean hasPeer =
        stage.contestants().stream().allMatch(one -> one.isOurs() || choice.peers().contains(one));
    return hasPeer ? stage.contestants() : List.of();
  }

  /** A null broker runs those that it bounds, and only if there is time for it. */
  private List<BenchmarkCase> casesOf(Contestant contestant, List<BenchmarkCase> cases) {
    if (!contestant.isBound()) {
      return cases;
    }
    return choice.takesBounds()
        ? cases.stream().filter(one -> Cases.isBounded(one, contestant)).toList()
        : List.of();
  }

  /** What is done when a round is over. */
  public interface AfterRound {
    /** Takes the results of this round, counted from 1, and of those before it. */
    void keep(int round, Results soFar) throws IOException;
  }

  /** Runs everything; whatever fails is in the results. */
  public Results run(AfterRound afterRound) throws IOException, InterruptedException {
    Map<Stage, List<BenchmarkCase>> stages = new LinkedHashMap<>();
    for (BenchmarkCase one : chosen()) {
      stages.computeIfAbsent(one.stage(), stage -> new ArrayList<>()).add(one);
    }
    for (int round = 1; round <= choice.rounds(); round++) {
      for (Map.Entry<Stage, List<BenchmarkCase>> entry : stages.entrySet()) {
        runAll(round, entry.getKey(), entry.getValue());
      }
      afterRound.keep(round, results);
    }
    return results;
  }

  /** Runs a stage on each of its contestants in turn. */
  private void runAll(int round, Stage stage, List<BenchmarkCase> cases)
      throws InterruptedException {
    for (Contestant contestant : contestants(stage)) {
      List<BenchmarkCase> own = casesOf(contestant, cases);
      if (!own.isEmpty()) {
        say(
            "round %d/%d: %s on %s"
                .formatted(round, choice.rounds(), stage.name(), contestant.title()));
        run(stage, contestant, own);
      }
    }
  }

  private void run(Stage stage, Contestant contestant, List<BenchmarkCase> cases)
      throws InterruptedException {
    BrokerSpec spec =
        new BrokerSpec(
            contestant,
            choice.directory().resolve(contestant.title() + "-" + starts++),
            stage.heapMebibytes(),
            stage.durability(),
            choice.diglotOptions());
    try (Broker broker = Broker.start(installation, spec)) {
      say("  started in " + broker.startTime().toMillis() + " ms");
      Rig rig = new Rig(installation, broker, choice.scale());
      for (Load load : stage.warmUp()) {
        load.run(rig);
      }
      for (BenchmarkCase one : Cases.inTurn(cases)) {
        run(one, contestant, rig);
      }
    } catch (StartFailure | LoadFailure | IOException e) {
      fail(stage.name(), contestant, e);
    }
  }

  private void run(BenchmarkCase one, Contestant contestant, Rig rig)
      throws StartFailure, IOException, InterruptedException {
    try {
      Sample sample = one.load().run(rig);
      results.add(one.name(), contestant, sample);
      say("  " + one.name() + ": " + text(sample));
    } catch (LoadFailure e) {
      fail(one.name(), contestant, e);
    }
  }

  private void fail(String where, Contestant contestant, Exception failure) {
    String message = String.valueOf(failure.getMessage());
    results.fail(new Results.Failure(where, contestant, message));
    say("  FAILED: " + where + " on " + contestant.title() + ": " + message);
  }

  private static String text(Sample sample) {
    List<String> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      Double value = sample.figures().get(metric);
      if (value != null) {
        figures.add(String.format(Locale.ROOT, "%s %.4g", metric.title(), value));
      }
    }
    return String.join(", ", figures);
  }

  private void say(String text) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    progress.printf(
        Locale.ROOT, "[%02d:%02d] %s%n", elapsed.toMinutes(), elapsed.toSecondsPart(), text);
  }
}
