package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kafka's own performance tools, and what their output says. */
final class KafkaTools {
  private static final Pattern PRODUCED =
      Pattern.compile(
          "([\\d.]+) records/sec .* ([\\d.]+) ms 50th, [\\d.]+ ms 95th, ([\\d.]+) ms 99th,"
              + " ([\\d.]+) ms 99\\.9th");
  private static final String MORE_PATIENCE = "120000";
  private static final String GAVE_UP = "Exiting before consuming the expected number";

  private KafkaTools() {}

  /** Sends records; the last summary, that of the steady state, counts. */
  static Sample.Builder produce(Rig rig, Topic topic, KafkaProduce what, int warmUp, int records)
      throws LoadFailure, IOException, InterruptedException {
    int all = warmUp + records;
    ClientRun run =
        rig.kafkaTool(
            "ProducerPerformance",
            List.of(
                "--topic",
                topic.name(),
                "--num-records",
                Integer.toString(all),
                "--warmup-records",
                Integer.toString(warmUp),
                "--record-size",
                Integer.toString(what.size()),
                "--throughput",
                "-1",
                "--command-property",
                "acks=all",
                "batch.size=" + what.batch(),
                "compression.type=" + what.compression()),
            Marks.DRIVER);
    return produced(run, all, what.size());
  }

  static Sample.Builder produced(ClientRun run, int records, int size) throws LoadFailure {
    Matcher matcher = PRODUCED.matcher(run.output());
    Sample.Builder sample = run.costs(records, size);
    if (!matcher.find()) {
      throw new LoadFailure("ProducerPerformance did not finish:\n" + run.output());
    }
    do {
      sample
          .with(Metric.THROUGHPUT, Double.parseDouble(matcher.group(1)))
          .with(Metric.P50, Double.parseDouble(matcher.group(2)))
          .with(Metric.P99, Double.parseDouble(matcher.group(3)))
          .with(Metric.P999, Double.parseDouble(matcher.group(4)));
    } while (matcher.find());
    return sample;
  }

  /** Takes records from the beginning of a topic; the first of them warm up. */
  static Sample consume(Rig rig, Topic topic, int size)
      throws LoadFailure, IOException, InterruptedException {
    int all = rig.scale().backlog();
    ConsumerProgress progress = new ConsumerProgress(rig.scale().warmUpRecords(), all);
    List<String> arguments = new ArrayList<>(ConsumerProgress.OPTIONS);
    arguments.addAll(List.of("--topic", topic.name(), "--num-records", Integer.toString(all)));
    arguments.addAll(List.of("--timeout", MORE_PATIENCE));
    ClientRun run = rig.kafkaTool("ConsumerPerformance", arguments, progress);
    if (run.output().contains(GAVE_UP)) {
      throw new LoadFailure("ConsumerPerformance did not get everything:\n" + run.output());
    }
    return progress.sample(run, size);
  }
}
