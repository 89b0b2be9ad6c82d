package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Sample;
import java.io.IOException;
import java.util.Map;

/**
 * A RocketMQ producer whose threads send and wait for the answer.
 *
 * @param threads how many
 * @param size bytes in a value
 * @param queues queues of the topic
 */
public record RocketSending(int threads, int size, QueueCount queues) implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Map<String, Object> arguments = Map.of("size", size, "threads", threads);
    Topic topic = rig.topic(queues.in(rig.scale()));
    return rig.rocketDriver("RocketSends", topic, arguments).driven(size).build();
  }
}
