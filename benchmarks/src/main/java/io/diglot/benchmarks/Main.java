package io.diglot.benchmarks;

import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Installation;
import io.diglot.benchmarks.load.Scale;
import io.diglot.benchmarks.plan.Choice;
import io.diglot.benchmarks.plan.Session;
import io.diglot.benchmarks.report.Comparison;
import io.diglot.benchmarks.report.Comparisons;
import io.diglot.benchmarks.report.JsonReport;
import io.diglot.benchmarks.report.MarkdownTable;
import io.diglot.benchmarks.report.Picture;
import io.diglot.benchmarks.report.Results;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code bin/benchmark}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    description = "Runs Diglot side by side with the real Apache Kafka and Apache RocketMQ.")
public final class Main implements Callable<Integer> {
  private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final String TABLE = "results.md";
  private static final int QUICK_ROUNDS = 1;
  private static final int FULL_ROUNDS = 3;

  @Option(names = "--quick", description = "Little of everything, in less than five minutes.")
  private boolean quick;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CASE",
      description = "Only cases whose names begin so; --list shows the names.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "PEER",
      description = "Compare with kafka, rocketmq; both if not given.")
  private Set<Contestant> peers = EnumSet.of(Contestant.KAFKA, Contestant.ROCKETMQ);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each broker has its turn: 3, or 1 with --quick.")
  private Optional<Integer> rounds = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where results, logs and the brokers' data go (default: ${DEFAULT-VALUE}).")
  private Path out = Path.of("benchmarks", "target", "results");

  @Option(names = "--jfr", description = "Record Diglot with Java Flight Recorder, into DIR.")
  private boolean jfr;

  @Option(names = "--list", description = "Show the names of all cases.")
  private boolean list;

  private Main() {}

  /** Runs the command. */
  public static void main(String[] args) {
    CommandLine command = new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (list) {
      Session.caseNames().forEach(System.out::println);
      return 0;
    }
    ZonedDateTime now = ZonedDateTime.now(Clock.systemUTC()).truncatedTo(ChronoUnit.SECONDS);
    Path directory = out.resolve(FOLDER.format(now)).toAbsolutePath();
    Files.createDirectories(directory);
    Choice choice =
        new Choice(
            only,
            peers,
            rounds.orElse(quick ? QUICK_ROUNDS : FULL_ROUNDS),
            quick ? Scale.quick() : Scale.full(),
            directory,
            jfr ? List.of(recording(directory)) : List.of());
    Path home = Path.of(System.getProperty("diglot.home", ".")).toAbsolutePath().normalize();
    double loadBefore = warnOfLoad();
    Session session = new Session(new Installation(home), choice, System.err);
    Results results =
        session.run(
            (round, soFar) ->
                write(directory, about(now, choice, round, loadBefore), session, soFar));
    System.out.println(Files.readString(directory.resolve(TABLE)));
    System.out.println("written to " + directory);
    return results.failures().isEmpty() ? 0 : 1;
  }

  /** After each round, so that a look that is broken off has shown something. */
  private static void write(
      Path directory, Map<String, String> about, Session session, Results results)
      throws IOException {
    List<Comparison> rows = Comparisons.of(session.cases(), results);
    String table = MarkdownTable.of(rows, results.failures());
    Files.writeString(directory.resolve(TABLE), about + "\n\n" + table);
    JsonReport.write(directory.resolve("results.json"), about, results, rows);
    Picture.write(directory.resolve("ratios.png"), rows);
  }

  private static String recording(Path directory) {
    return "-XX:StartFlightRecording=settings=profile,filename=" + directory;
  }

  /** Load average of the last minute; what others do to the machine is in every figure. */
  private static double warnOfLoad() {
    double load = loadAverage();
    if (load > Runtime.getRuntime().availableProcessors() / 4.0) {
      System.err.printf(
          Locale.ROOT, "WARNING: the machine is not quiet, its load average is %.1f%n", load);
    }
    return load;
  }

  private static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static Map<String, String> about(
      ZonedDateTime now, Choice choice, int round, double loadBefore) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put("time", now.toString());
    about.put("rounds", round + " of " + choice.rounds());
    about.put("scale", choice.scale().toString());
    about.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    about.put("load average before", String.format(Locale.ROOT, "%.1f", loadBefore));
    about.put("load average after", String.format(Locale.ROOT, "%.1f", loadAverage()));
    about.put("java", Runtime.version().toString());
    about.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return about;
  }
}
