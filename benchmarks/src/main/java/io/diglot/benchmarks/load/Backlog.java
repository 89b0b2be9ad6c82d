package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Metric;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.Map;

/**
 * A backlog that clients of one protocol wrote and a consumer of the same or the other one takes.
 *
 * @param writer whose producer wrote it
 * @param reader whose consumer takes it
 * @param queues queues of the topic
 * @param size bytes in a value
 */
public record Backlog(Protocol writer, Protocol reader, int queues, int size) implements Load {
  private static final int PATIENCE_SECONDS = 120;

  /** Whose clients. */
  public enum Protocol {
    /** Kafka's. */
    KAFKA,
    /** RocketMQ's. */
    ROCKETMQ
  }

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Topic topic = rig.topic(queues);
    Scale scale = rig.scale();
    Map<String, Object> arguments =
        Map.of(
            "count",
            scale.backlog(),
            "warmUp",
            scale.warmUpRecords(),
            "size",
            size,
            "patienceSeconds",
            PATIENCE_SECONDS);
    switch (writer) {
      case KAFKA -> KafkaProduce.fill(rig, topic, size);
      case ROCKETMQ -> rig.rocketDriver("RocketFill", topic, arguments);
    }
    return switch (reader) {
      case KAFKA -> KafkaTools.consume(rig, topic, size);
      case ROCKETMQ -> {
        ClientRun run = rig.rocketDriver("RocketDrain", topic, arguments);
        double count = run.result("count");
        yield run.costs(count, size).with(Metric.THROUGHPUT, count / run.result("seconds")).build();
      }
    };
  }
}
