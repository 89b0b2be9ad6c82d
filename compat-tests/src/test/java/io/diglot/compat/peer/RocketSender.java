package io.diglot.compat.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendCallback;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageQueue;

final class RocketSender implements Sender {

  private final DefaultMQProducer producer;
  private final Map<String, List<MessageQueue>> queues = new ConcurrentHashMap<>();

  RocketSender(DefaultMQProducer producer) {
    this.producer = producer;
    KafkaPeer.get(
        () -> {
          producer.start();
          return true;
        });
  }

  @Override
  public Stored send(String topic, int queue, Message message) {
    return KafkaPeer.get(() -> stored(producer.send(message(topic, message), queue(topic, queue))));
  }

  @Override
  public Stored send(String topic, Message message) {
    return KafkaPeer.get(() -> stored(producer.send(message(topic, message))));
  }

  @Override
  public List<Stored> sendBatch(String topic, int queue, List<Message> messages) {
    return KafkaPeer.get(
        () -> {
          var batch = messages.stream().map(m -> message(topic, m)).toList();
          Stored first = stored(producer.send(batch, queue(topic, queue)));
          List<Stored> all = new ArrayList<>();
          for (int i = 0; i < batch.size(); i++) {
            all.add(new Stored(first.queue(), first.offset() + i));
          }
          return all;
        });
  }

  @Override
  public CompletableFuture<Stored> sendLater(String topic, int queue, Message message) {
    CompletableFuture<Stored> stored = new CompletableFuture<>();
    return KafkaPeer.get(
        () -> {
          producer.send(message(topic, message), queue(topic, queue), completing(stored));
          return stored;
        });
  }

  private static SendCallback completing(CompletableFuture<Stored> stored) {
    return new SendCallback() {
      @Override
      public void onSuccess(SendResult result) {
        stored.complete(stored(result));
      }

      @Override
      public void onException(Throwable failure) {
        stored.completeExceptionally(failure);
      }
    };
  }

  /** Asks for the route once a topic: the client itself asks the name server each time. */
  private MessageQueue queue(String topic, int queue) {
    return queues.computeIfAbsent(topic, this::route).stream()
        .filter(q -> q.getQueueId() == queue)
        .findFirst()
        .orElseThrow();
  }

  private List<MessageQueue> route(String topic) {
    return KafkaPeer.get(() -> Routes.known(() -> producer.fetchPublishMessageQueues(topic)));
  }

  private static org.apache.rocketmq.common.message.Message message(String topic, Message message) {
    var sent = new org.apache.rocketmq.common.message.Message(topic, Bytes.bytes(message.value()));
    String key = message.key();
    if (key != null) {
      sent.setKeys(Bytes.text(key));
    }
    for (Header header : message.headers()) {
      String value = header.value();
      if (value == null) {
        throw new IllegalArgumentException("a property has no null value");
      }
      if (header.name().equals(MessageConst.PROPERTY_TAGS)) {
        sent.setTags(Bytes.text(value));
      } else {
        sent.putUserProperty(header.name(), Bytes.text(value));
      }
    }
    return sent;
  }

  private static Stored stored(SendResult result) {
    return new Stored(result.getMessageQueue().getQueueId(), result.getQueueOffset());
  }

  @Override
  public void close() {
    producer.shutdown();
  }
}
