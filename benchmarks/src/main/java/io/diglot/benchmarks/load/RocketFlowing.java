package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.Map;

/**
 * RocketMQ senders at a fixed rate, and a push consumer.
 *
 * @param queues queues of the topic
 * @param size bytes in a value
 * @param rate messages a second
 */
public record RocketFlowing(int queues, int size, int rate) implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Map<String, Object> arguments =
        Map.of("size", size, "rate", rate, "warmUpMillis", rig.scale().pacedWarmUpMillis());
    return rig.rocketDriver("RocketFlow", rig.topic(queues), arguments).driven(size).build();
  }
}
