package io.diglot.benchmarks.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * One producer, and one consumer at the end of the topic: how many records arrive, and how long
 * after they were due.
 */
public final class KafkaFlow {
  private static final Duration POLL = Duration.ofMillis(100);

  private KafkaFlow() {}

  /** Runs the driver. */
  public static void main(String[] args) throws InterruptedException {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    CountDownLatch ready = new CountDownLatch(1);
    Work.start(1, "consumer", number -> consume(arguments, window, ready));
    ready.await();
    Work.start(1, "producer", number -> produce(arguments, window));
    window.measure(arguments);
    System.exit(0);
  }

  private static void consume(Arguments arguments, Window window, CountDownLatch ready) {
    Map<String, Object> settings = Map.of("bootstrap.servers", arguments.text("bootstrap"));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(arguments.text("topic")).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position);
      ready.countDown();
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          window.done(System.nanoTime() - Payloads.stamp(record.value()));
        }
      }
    }
  }

  private static void produce(Arguments arguments, Window window) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            arguments.text("bootstrap"),
            "batch.size",
            arguments.number("batch"),
            "linger.ms",
            arguments.number("linger"));
    String topic = arguments.text("topic");
    Payloads payloads = new Payloads(arguments.number("size"), 1);
    Pace pace = new Pace(arguments.number("rate"));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      while (true) {
        byte[] value = payloads.stamped(pace.await());
        var unused =
            producer.send(
                new ProducerRecord<>(topic, value),
                (metadata, failure) -> {
                  if (failure != null) {
                    window.failed();
                  }
                });
      }
    }
  }
}
