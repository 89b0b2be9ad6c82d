package io.diglot.benchmarks.load;

import io.diglot.benchmarks.report.Sample;
import java.io.IOException;

/**
 * Kafka's ProducerPerformance with acks=all, as fast as it goes.
 *
 * @param queues queues of the topic
 * @param size bytes in a value
 * @param batch batch.size of the producer
 * @param compression compression.type of the producer
 */
public record KafkaProduce(QueueCount queues, int size, int batch, String compression)
    implements Load {

  @Override
  public Sample run(Rig rig) throws LoadFailure, IOException, InterruptedException {
    Topic topic = rig.topic(queues.in(rig.scale()));
    Scale scale = rig.scale();
    return KafkaTools.produce(rig, topic, this, scale.warmUpRecords(), scale.records()).build();
  }

  /** Puts records into a topic that somebody else will read. */
  static void fill(Rig rig, Topic topic, int size)
      throws LoadFailure, IOException, InterruptedException {
    KafkaProduce what = new KafkaProduce(QueueCount.of(topic.queues()), size, 1 << 17, "none");
    KafkaTools.produce(rig, topic, what, 0, rig.scale().backlog());
  }
}
