package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.Map;

/**
 * Kafka producers that wait for each answer, each on a queue of its own.
 *
 * @param producers how many
 * @param size bytes in a value
 */
public record KafkaSyncSending(int producers, int size) implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Map<String, Object> arguments = Map.of("size", size, "threads", producers);
    return rig.kafkaDriver("KafkaSyncSends", rig.topic(producers), arguments).driven(size).build();
  }
}
