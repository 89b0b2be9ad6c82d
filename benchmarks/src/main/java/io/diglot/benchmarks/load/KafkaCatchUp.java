package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.StartFailure;
import io.diglot.benchmarks.report.Sample;
import java.io.IOException;

/**
 * Kafka's ConsumerPerformance on a backlog that is on disk and not in memory.
 *
 * @param queues queues of the topic
 * @param size bytes in a value
 */
public record KafkaCatchUp(int queues, int size) implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, StartFailure, IOException, InterruptedException {
    Topic topic = rig.topic(queues);
    KafkaProduce.fill(rig, topic, size);
    rig.broker().restartCold();
    return KafkaTools.consume(rig, topic, size);
  }
}
