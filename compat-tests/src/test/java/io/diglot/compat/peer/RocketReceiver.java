package io.diglot.compat.peer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.common.message.MessageExt;

@SuppressWarnings("deprecation") // what old and new releases have in common
final class RocketReceiver implements Receiver {
  private final DefaultLitePullConsumer consumer;
  private final boolean commits;
  private final Deque<Received> kept = new ArrayDeque<>();

  RocketReceiver(DefaultLitePullConsumer consumer, boolean commits) {
    this.consumer = consumer;
    this.commits = commits;
  }

  @Override
  public List<Received> take(int count) {
    List<Received> all = new ArrayList<>();
    while (all.size() < count && !kept.isEmpty()) {
      all.add(kept.remove());
    }
    if (all.size() < count) {
      all.addAll(Taking.take(count - all.size(), this::poll));
    }
    while (all.size() > count) {
      kept.addFirst(all.remove(all.size() - 1));
    }
    return all;
  }

  @Override
  public List<Received> rest(int millis) {
    return Taking.rest(millis, this::poll);
  }

  private List<Received> poll(int millis) {
    return consumer.poll(millis).stream().map(RocketReceiver::received).toList();
  }

  static Received received(MessageExt message) {
    List<Header> headers = new ArrayList<>();
    List<Header> system = new ArrayList<>();
    for (Map.Entry<String, String> property : new TreeMap<>(message.getProperties()).entrySet()) {
      Header header = new Header(property.getKey(), Bytes.utf8(property.getValue()));
      (SystemNames.contains(property.getKey()) ? system : headers).add(header);
    }
    String keys = message.getKeys();
    return new Received(
        new Stored(message.getQueueId(), message.getQueueOffset()),
        message.getBornTimestamp(),
        new Message(
            keys == null ? null : Bytes.utf8(keys), headers, Bytes.image(message.getBody())),
        system);
  }

  @Override
  public void close() {
    if (commits) {
      consumer.commitSync();
    }
    consumer.shutdown();
  }
}
