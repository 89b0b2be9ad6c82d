package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A Kafka producer and a Kafka consumer at the end of the topic.
 *
 * @param queues queues of the topic
 * @param size bytes in a value
 * @param rate messages a second, 0 for as fast as it goes
 * @param batch batch.size of the producer
 * @param linger linger.ms of the producer
 */
public record KafkaFlowing(int queues, int size, int rate, int batch, int linger) implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Map<String, Object> arguments =
        new HashMap<>(Map.of("size", size, "rate", rate, "batch", batch, "linger", linger));
    if (rate > 0) {
      arguments.put("warmUpMillis", rig.scale().pacedWarmUpMillis());
    }
    return rig.kafkaDriver("KafkaFlow", rig.topic(queues), arguments).driven(size).build();
  }
}
