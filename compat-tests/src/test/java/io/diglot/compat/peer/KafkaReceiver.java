package io.diglot.compat.peer;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

final class KafkaReceiver implements Receiver {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final boolean commits;
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();
  private final Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>();

  KafkaReceiver(KafkaConsumer<byte[], byte[]> consumer, boolean commits) {
    this.consumer = consumer;
    this.commits = commits;
  }

  @Override
  public List<Received> take(int count) {
    List<Received> all = new ArrayList<>();
    while (all.size() < count && !fetched.isEmpty()) {
      all.add(next());
    }
    if (all.size() < count) {
      int more = count - all.size();
      all.addAll(Taking.take(more, millis -> poll(millis, more)));
    }
    return all;
  }

  @Override
  public List<Received> rest(int millis) {
    return Taking.rest(millis, step -> poll(step, Integer.MAX_VALUE));
  }

  /**
   * At most so many: what was fetched beyond is kept for the next call, so that commits are exact.
   */
  private List<Received> poll(int millis, int most) {
    if (fetched.isEmpty()) {
      pollClient(millis).forEach(fetched::add);
    }
    List<Received> some = new ArrayList<>();
    while (some.size() < most && !fetched.isEmpty()) {
      some.add(next());
    }
    return some;
  }

  private Received next() {
    ConsumerRecord<byte[], byte[]> record = fetched.remove();
    taken.put(
        new TopicPartition(record.topic(), record.partition()),
        new OffsetAndMetadata(record.offset() + 1));
    return received(record);
  }

  /** Clients before 2.0 know poll(long) alone, those from 4.0 on poll(Duration) alone. */
  @SuppressWarnings("unchecked") // poll gives nothing else
  private ConsumerRecords<byte[], byte[]> pollClient(int millis) {
    return KafkaPeer.get(
        () -> {
          try {
            Method poll = KafkaConsumer.class.getMethod("poll", Duration.class);
            return (ConsumerRecords<byte[], byte[]>)
                poll.invoke(consumer, Duration.ofMillis(millis));
          } catch (NoSuchMethodException e) {
            Method poll = KafkaConsumer.class.getMethod("poll", long.class);
            return (ConsumerRecords<byte[], byte[]>) poll.invoke(consumer, (long) millis);
          }
        });
  }

  private static Received received(ConsumerRecord<byte[], byte[]> record) {
    List<Header> headers = new ArrayList<>();
    List<Header> system = new ArrayList<>();
    record
        .headers()
        .forEach(
            header ->
                (SystemNames.contains(header.key()) ? system : headers)
                    .add(new Header(header.key(), Bytes.image(header.value()))));
    return new Received(
        new Stored(record.partition(), record.offset()),
        record.timestamp(),
        new Message(Bytes.image(record.key()), headers, Bytes.image(record.value())),
        system);
  }

  @Override
  public void close() {
    if (commits && !taken.isEmpty()) {
      consumer.commitSync(taken);
    }
    consumer.close();
  }
}
