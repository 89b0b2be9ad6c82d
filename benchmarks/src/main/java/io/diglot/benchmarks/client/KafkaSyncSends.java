package io.diglot.benchmarks.client;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Many producers, each of which waits for the answer to a record before it sends the next. */
public final class KafkaSyncSends {
  private KafkaSyncSends() {}

  /** Runs the driver. */
  public static void main(String[] args) throws InterruptedException {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    Work.start(
        arguments.number("threads"), "producer", number -> produce(arguments, window, number));
    window.measure(arguments);
    System.exit(0);
  }

  private static void produce(Arguments arguments, Window window, int number)
      throws InterruptedException {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", arguments.text("bootstrap"), "linger.ms", 0);
    String topic = arguments.text("topic");
    int queue = number % arguments.number("queues");
    Payloads payloads = new Payloads(arguments.number("size"), number);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (true) {
        long began = System.nanoTime();
        try {
          producer.send(new ProducerRecord<>(topic, queue, null, payloads.take())).get();
          window.done(System.nanoTime() - began);
        } catch (ExecutionException e) {
          window.failed();
        }
      }
    }
  }
}
