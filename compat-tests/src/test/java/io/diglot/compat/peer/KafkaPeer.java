package io.diglot.compat.peer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka's own Java client, in whatever release is on the class path (1.0 and later). */
public final class KafkaPeer implements Peer {
  private static final long TIMEOUT_SECONDS = 30;

  private final String bootstrap;
  private final AdminClient admin;

  /** Connects to a broker. */
  public KafkaPeer(String bootstrap) {
    this.bootstrap = bootstrap;
    this.admin = AdminClient.create(common());
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    return settings;
  }

  @Override
  public void createTopic(String topic, int queues) {
    get(
        () ->
            admin
                .createTopics(List.of(new NewTopic(topic, queues, (short) 1)))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public Set<String> topics() {
    return get(() -> admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public int queueCount(String topic) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
      return consumer.partitionsFor(topic).size();
    }
  }

  @Override
  public Sender sender(Map<String, String> settings) {
    Map<String, Object> all = common();
    all.put("key.serializer", ByteArraySerializer.class.getName());
    all.put("value.serializer", ByteArraySerializer.class.getName());
    all.put("acks", "all");
    all.putAll(settings);
    return new KafkaSender(all);
  }

  @Override
  public Receiver reader(String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of());
    List<TopicPartition> queues =
        IntStream.range(0, consumer.partitionsFor(topic).size())
            .mapToObj(i -> new TopicPartition(topic, i))
            .toList();
    consumer.assign(queues);
    consumer.seekToBeginning(queues);
    return new KafkaReceiver(consumer, false);
  }

  @Override
  public Receiver member(String group, String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of("group.id", group));
    consumer.subscribe(List.of(topic));
    return new KafkaReceiver(consumer, true);
  }

  private KafkaConsumer<byte[], byte[]> consumer(Map<String, String> settings) {
    Map<String, Object> all = common();
    all.put("key.deserializer", ByteArrayDeserializer.class.getName());
    all.put("value.deserializer", ByteArrayDeserializer.class.getName());
    all.put("enable.auto.commit", "false");
    all.put("auto.offset.reset", "earliest");
    all.put("fetch.max.wait.ms", "100");
    all.putAll(settings);
    return new KafkaConsumer<>(all);
  }

  @Override
  public long end(String topic, int queue) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
      TopicPartition at = new TopicPartition(topic, queue);
      return consumer.endOffsets(List.of(at)).get(at);
    }
  }

  /** The end when there is none: RocketMQ's answer, where Kafka says nothing. */
  @Override
  public long offsetSince(String topic, int queue, long timestamp) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
      TopicPartition at = new TopicPartition(topic, queue);
      var found = consumer.offsetsForTimes(Map.of(at, timestamp)).get(at);
      return found == null ? consumer.endOffsets(List.of(at)).get(at) : found.offset();
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  static <T> T get(Callable<T> call) {
    try {
      return call.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new PeerException(e);
    }
  }

  static Duration seconds(int count) {
    return Duration.ofSeconds(count);
  }
}
