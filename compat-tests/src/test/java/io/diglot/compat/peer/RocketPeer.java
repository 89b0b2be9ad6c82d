package io.diglot.compat.peer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageQueue;

/** RocketMQ's own Java client, in whatever release is on the class path (4.9 and later). */
@SuppressWarnings("deprecation") // what old and new releases have in common
public final class RocketPeer implements Peer {
  private static final int POLL_NAMESERVER_MILLIS = 1_000;
  private static final int WHOLE_PULL = 32;

  private final String nameserver;
  private final DefaultMQProducer queries;

  /** Connects to a name server. */
  public RocketPeer(String nameserver) {
    this.nameserver = nameserver;
    this.queries = configured(new DefaultMQProducer("queries"), nameserver);
    KafkaPeer.get(
        () -> {
          queries.start();
          return true;
        });
  }

  /**
   * Gives a client its own connection (as if in a process of its own) and quick news of routes and
   * members.
   */
  public static <C extends ClientConfig> C configured(C client, String nameserver) {
    client.setNamesrvAddr(nameserver);
    client.setInstanceName("test-" + UUID.randomUUID());
    client.setPollNameServerInterval(POLL_NAMESERVER_MILLIS);
    client.setVipChannelEnabled(false);
    return client;
  }

  /**
   * As mqadmin's updateTopic does: through the route of the default topic, which a broker that has
   * just started may not have told its name server yet.
   */
  @Override
  public void createTopic(String topic, int queues) {
    KafkaPeer.get(
        () ->
            Routes.known(
                () -> {
                  queries.createTopic("TBW102", topic, queues, Map.of());
                  return true;
                }));
  }

  @Override
  public int queueCount(String topic) {
    return publishQueues(topic).size();
  }

  private List<MessageQueue> publishQueues(String topic) {
    return KafkaPeer.get(() -> Routes.known(() -> queries.fetchPublishMessageQueues(topic)));
  }

  @Override
  public Set<String> topics() {
    return KafkaPeer.get(
        () -> {
          var api = queries.getDefaultMQProducerImpl().getMqClientFactory().getMQClientAPIImpl();
          return new HashSet<>(api.getTopicListFromNameServer(10_000).getTopicList());
        });
  }

  @Override
  public Sender sender(Map<String, String> settings) {
    DefaultMQProducer producer = configured(new DefaultMQProducer("producers"), nameserver);
    producer.setRetryTimesWhenSendFailed(5);
    producer.setSendMsgTimeout(10_000);
    if (settings.containsKey("compressMsgBodyOverHowmuch")) {
      producer.setCompressMsgBodyOverHowmuch(
          Integer.parseInt(settings.get("compressMsgBodyOverHowmuch")));
    }
    return new RocketSender(producer);
  }

  @Override
  public Receiver reader(String topic) {
    DefaultLitePullConsumer consumer = litePull("readers-" + UUID.randomUUID());
    consumer.setPullBatchSize(WHOLE_PULL);
    return KafkaPeer.get(
        () -> {
          // A new group begins at the start. Seeking there instead would race with the first pull:
          // the client then
          // drops what that pull brought.
          consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
          consumer.start();
          consumer.assign(Routes.known(() -> consumer.fetchMessageQueues(topic)));
          return new RocketReceiver(consumer, false);
        });
  }

  @Override
  public Receiver member(String group, String topic) {
    DefaultLitePullConsumer consumer = litePull(group);
    return KafkaPeer.get(
        () -> {
          consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
          consumer.subscribe(topic, "*");
          consumer.start();
          return new RocketReceiver(consumer, true);
        });
  }

  private DefaultLitePullConsumer litePull(String group) {
    DefaultLitePullConsumer consumer = configured(new DefaultLitePullConsumer(group), nameserver);
    consumer.setAutoCommit(false);
    consumer.setTopicMetadataCheckIntervalMillis(1_000);
    consumer.setPullBatchSize(1); // what is taken is what is committed
    return consumer;
  }

  @Override
  public long end(String topic, int queue) {
    return KafkaPeer.get(() -> queries.maxOffset(queue(topic, queue)));
  }

  @Override
  public long offsetSince(String topic, int queue, long timestamp) {
    return KafkaPeer.get(() -> queries.searchOffset(queue(topic, queue), timestamp));
  }

  private MessageQueue queue(String topic, int queue) {
    return publishQueues(topic).stream()
        .filter(q -> q.getQueueId() == queue)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    queries.shutdown();
  }
}
