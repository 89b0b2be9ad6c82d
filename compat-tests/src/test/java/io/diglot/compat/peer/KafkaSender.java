package io.diglot.compat.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

final class KafkaSender implements Sender {
  private static final long TIMEOUT_SECONDS = 60;

  private final KafkaProducer<byte[], byte[]> producer;

  KafkaSender(Map<String, Object> settings) {
    producer = new KafkaProducer<>(settings);
  }

  @Override
  public Stored send(String topic, int queue, Message message) {
    return wait(producer.send(record(topic, queue, message)));
  }

  @Override
  public Stored send(String topic, Message message) {
    return wait(producer.send(record(topic, null, message)));
  }

  /** One batch if the producer's linger.ms lets it be one. */
  @Override
  public List<Stored> sendBatch(String topic, int queue, List<Message> messages) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Message message : messages) {
      sent.add(producer.send(record(topic, queue, message)));
    }
    producer.flush();
    return sent.stream().map(KafkaSender::wait).toList();
  }

  @Override
  public CompletableFuture<Stored> sendLater(String topic, int queue, Message message) {
    CompletableFuture<Stored> stored = new CompletableFuture<>();
    var unused =
        producer.send(
            record(topic, queue, message),
            (metadata, failure) -> {
              if (failure == null) {
                stored.complete(stored(metadata));
              } else {
                stored.completeExceptionally(failure);
              }
            });
    return stored;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String topic, @Nullable Integer queue, Message message) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            topic, queue, Bytes.bytes(message.key()), Bytes.bytes(message.value()));
    message
        .headers()
        .forEach(header -> record.headers().add(header.name(), Bytes.bytes(header.value())));
    return record;
  }

  private static Stored wait(Future<RecordMetadata> sent) {
    return KafkaPeer.get(() -> stored(sent.get(TIMEOUT_SECONDS, TimeUnit.SECONDS)));
  }

  private static Stored stored(RecordMetadata metadata) {
    return new Stored(metadata.partition(), metadata.offset());
  }

  @Override
  public void close() {
    producer.close();
  }
}
