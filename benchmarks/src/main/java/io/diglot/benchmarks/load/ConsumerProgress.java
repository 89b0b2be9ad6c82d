package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The progress lines of Kafka's ConsumerPerformance. What comes before a number of records warms up
 * the tool and the broker; from there to the last line is measured. A mark makes the measuring
 * process look at the broker, twenty times a second if every line were one, which costs the client
 * and the broker time that they need: so the lines in between are none. Not thread-safe.
 */
final class ConsumerProgress implements Marks {
  /** The options that make the tool print what is read here. */
  static final List<String> OPTIONS =
      List.of(
          "--show-detailed-stats",
          "--reporting-interval",
          "50",
          "--date-format",
          "yyyy-MM-dd'T'HH:mm:ss.SSS");

  private static final Pattern LINE =
      Pattern.compile("(\\d{4}-[^,]+), \\d+, [\\d.]+, [\\d.]+, (\\d+), .*");

  /**
   * In the last of so many parts of all records the last line is looked for: 60 ms or more of a
   * full run at three million records a second, more than lies between two lines.
   */
  private static final int PARTS = 8;

  private final long warmUp;
  private final long late;
  private final Point begin = new Point();
  private final Point end = new Point();

  /** How many records had been taken when. */
  private static final class Point {
    private long records;
    private LocalDateTime time = LocalDateTime.MIN;

    void set(long newRecords, LocalDateTime newTime) {
      records = newRecords;
      time = newTime;
    }
  }

  /**
   * Measures a run of the tool.
   *
   * @param warmUp with the first line that tells of so many records, the measured part begins
   * @param all how many records the tool takes
   */
  ConsumerProgress(long warmUp, long all) {
    this.warmUp = warmUp;
    this.late = all - all / PARTS;
  }

  @Override
  public Mark of(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Mark.NONE;
    }
    long records = Long.parseLong(matcher.group(2));
    LocalDateTime time = LocalDateTime.parse(matcher.group(1));
    if (records < warmUp) {
      return Mark.NONE;
    }
    if (begin.records == 0) {
      begin.set(records, time);
      return Mark.BEGIN;
    }
    // The first line is one all the same: in a short run it may be the last.
    if (end.records > 0 && records < late) {
      return Mark.NONE;
    }
    end.set(records, time);
    return Mark.END;
  }

  /** Throughput and costs between the marks of a run. */
  Sample sample(ClientRun run, int size) throws LoadFailure {
    double records = end.records - begin.records;
    if (records <= 0) {
      throw new LoadFailure("ConsumerPerformance got too little to measure:\n" + run.output());
    }
    double seconds = Duration.between(begin.time, end.time).toNanos() / 1e9;
    return run.costs(records, size).with(Metric.THROUGHPUT, records / seconds).build();
  }
}
