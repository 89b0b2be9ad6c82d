package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Received;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.RocketPeer;
import io.diglot.compat.peer.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * RocketMQ's ways of consuming; with {@code -Poracles} the real RocketMQ shows that the
 * specification is right.
 */
@ExtendWith(WithBrokers.class)
class RocketConsumptionIT {
  private static final int PATIENCE_SECONDS = 60;

  private static DefaultMQPushConsumer consumer(Brokers brokers, Pair.Broker broker, String group) {
    DefaultMQPushConsumer consumer =
        RocketPeer.configured(
            new DefaultMQPushConsumer(group), brokers.endpoints(broker).nameserver());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.setHeartbeatBrokerInterval(1_000);
    return consumer;
  }

  private static String topic(Brokers brokers, Pair.Broker broker, String name, int queues) {
    String topic = Brokers.unique(name);
    brokers.peer(broker, Protocol.ROCKETMQ).createTopic(topic, queues);
    return topic;
  }

  private static void send(Brokers brokers, Pair.Broker broker, String topic, Message... messages) {
    try (Sender sender = brokers.peer(broker, Protocol.ROCKETMQ).sender(Map.of())) {
      for (Message message : messages) {
        sender.send(topic, 0, message);
      }
    }
  }

  private static String body(MessageExt message) {
    return new String(message.getBody(), StandardCharsets.UTF_8);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(next, "nothing came");
    return next;
  }

  private static MessageListenerConcurrently into(BlockingQueue<MessageExt> seen) {
    return (messages, context) -> {
      seen.addAll(messages);
      return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
    };
  }

  @EachRocketBroker
  void failedMessageIsTriedAgainAndThenADeadLetter(Pair.Broker broker, Brokers brokers)
      throws Exception {
    String topic = topic(brokers, broker, "retry", 1);
    String group = Brokers.unique("retry-group");
    BlockingQueue<MessageExt> tries = new LinkedBlockingQueue<>();
    DefaultMQPushConsumer consumer = consumer(brokers, broker, group);
    consumer.setMaxReconsumeTimes(2);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerConcurrently)
            (messages, context) -> {
              tries.addAll(messages);
              return ConsumeConcurrentlyStatus.RECONSUME_LATER;
            });
    consumer.start();
    try {
      send(brokers, broker, topic, Message.of("poison").key("k").tag("T").header("colour", "red"));
      for (int i = 0; i <= 2; i++) {
        MessageExt message = next(tries);
        assertEquals("poison", body(message));
        assertEquals(i, message.getReconsumeTimes());
        assertEquals(topic, message.getTopic());
        assertEquals("T", message.getTags());
      }
      Message dead = deadLetter(brokers, broker, group);
      assertEquals(
          Message.of("poison").key("k").tag("T").header("colour", "red").sorted(), dead.sorted());
    } finally {
      consumer.shutdown();
    }
  }

  private static Message deadLetter(Brokers brokers, Pair.Broker broker, String group) {
    String topic = "%DLQ%" + group;
    var peer = brokers.peer(broker, Protocol.ROCKETMQ);
    Eventually.that(topic + " exists", () -> peer.topics().contains(topic));
    try (Receiver reader = peer.reader(topic)) {
      return reader.take(1).get(0).message();
    }
  }

  @EachRocketBroker
  void tagsAreFilteredByTheBroker(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "tags", 1);
    BlockingQueue<MessageExt> seen = new LinkedBlockingQueue<>();
    DefaultMQPushConsumer consumer = consumer(brokers, broker, Brokers.unique("tags-group"));
    consumer.subscribe(topic, "TagA || TagB");
    consumer.registerMessageListener(into(seen));
    send(
        brokers,
        broker,
        topic,
        Message.of("a").tag("TagA"),
        Message.of("c").tag("TagC"),
        Message.of("none"),
        Message.of("b").tag("TagB"),
        Message.of("BBBB").tag("BBBB"),
        Message.of("a again").tag("TagA"));
    consumer.start();
    try {
      List<String> bodies = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        bodies.add(body(next(seen)));
      }
      Collections.sort(bodies);
      assertEquals(List.of("a", "a again", "b"), bodies);
      send(brokers, broker, topic, Message.of("c").tag("TagC"), Message.of("late").tag("TagB"));
      assertEquals("late", body(next(seen)));
    } finally {
      consumer.shutdown();
    }
  }

  @EachRocketBroker
  void eachQueueIsConsumedInOrderAlsoAfterAFailure(Pair.Broker broker, Brokers brokers)
      throws Exception {
    int queues = 2;
    int each = 20;
    String topic = topic(brokers, broker, "orderly", queues);
    Map<Integer, List<String>> done = new ConcurrentHashMap<>();
    BlockingQueue<String> all = new LinkedBlockingQueue<>();
    List<String> failed = new CopyOnWriteArrayList<>();
    DefaultMQPushConsumer consumer = consumer(brokers, broker, Brokers.unique("orderly-group"));
    consumer.setSuspendCurrentQueueTimeMillis(100);
    consumer.subscribe(topic, "*");
    consumer.registerMessageListener(
        (MessageListenerOrderly)
            (messages, context) -> {
              MessageExt message = messages.get(0);
              if (body(message).endsWith("/5") && message.getReconsumeTimes() == 0) {
                failed.add(body(message));
                return ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT;
              }
              done.computeIfAbsent(message.getQueueId(), q -> new CopyOnWriteArrayList<>())
                  .add(body(message));
              all.add(body(message));
              return ConsumeOrderlyStatus.SUCCESS;
            });
    try (Sender sender = brokers.peer(broker, Protocol.ROCKETMQ).sender(Map.of())) {
      for (int i = 0; i < each; i++) {
        for (int queue = 0; queue < queues; queue++) {
          sender.send(topic, queue, Message.of(queue + "/" + i));
        }
      }
    }
    consumer.start();
    try {
      for (int i = 0; i < queues * each; i++) {
        next(all);
      }
      for (int queue = 0; queue < queues; queue++) {
        int number = queue;
        assertEquals(
            IntStream.range(0, each).mapToObj(i -> number + "/" + i).toList(), done.get(queue));
      }
      assertEquals(queues, failed.size());
    } finally {
      consumer.shutdown();
    }
  }

  @EachRocketBroker
  void broadcastReachesEveryMember(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "broadcast", 2);
    String group = Brokers.unique("broadcast-group");
    List<DefaultMQPushConsumer> consumers = new ArrayList<>();
    List<BlockingQueue<MessageExt>> seen = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        DefaultMQPushConsumer consumer = consumer(brokers, broker, group);
        consumer.setMessageModel(MessageModel.BROADCASTING);
        consumer.subscribe(topic, "*");
        seen.add(new LinkedBlockingQueue<>());
        consumer.registerMessageListener(into(seen.get(i)));
        consumer.start();
        consumers.add(consumer);
      }
      send(brokers, broker, topic, Message.of("to all"));
      for (BlockingQueue<MessageExt> one : seen) {
        assertEquals("to all", body(next(one)));
      }
    } finally {
      consumers.forEach(DefaultMQPushConsumer::shutdown);
    }
  }

  @EachRocketBroker
  void queuesAreSharedOutAmongMembersAndTakenOver(Pair.Broker broker, Brokers brokers)
      throws Exception {
    String topic = topic(brokers, broker, "shared", 4);
    String group = Brokers.unique("shared-group");
    BlockingQueue<MessageExt> first = new LinkedBlockingQueue<>();
    BlockingQueue<MessageExt> second = new LinkedBlockingQueue<>();
    DefaultMQPushConsumer one = consumer(brokers, broker, group);
    DefaultMQPushConsumer other = consumer(brokers, broker, group);
    one.subscribe(topic, "*");
    one.registerMessageListener(into(first));
    other.subscribe(topic, "*");
    other.registerMessageListener(into(second));
    one.start();
    other.start();
    try (Sender sender = brokers.peer(broker, Protocol.ROCKETMQ).sender(Map.of())) {
      Eventually.that(
          "both members have queues",
          () -> {
            IntStream.range(0, 4).forEach(queue -> sender.send(topic, queue, Message.of("x")));
            return !first.isEmpty() && !second.isEmpty();
          });
      other.shutdown();
      IntStream.range(0, 4)
          .forEach(queue -> sender.send(topic, queue, Message.of("after " + queue)));
      List<String> after = new ArrayList<>();
      while (after.size() < 4) {
        MessageExt message = next(first);
        if (body(message).startsWith("after")) {
          after.add(body(message));
        }
      }
    } finally {
      one.shutdown();
      other.shutdown();
    }
  }

  @EachRocketBroker
  void consumingBeginsWhereItIsAskedTo(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "where", 1);
    send(brokers, broker, topic, Message.of("early"));
    Map<ConsumeFromWhere, BlockingQueue<MessageExt>> seen = new EnumMap<>(ConsumeFromWhere.class);
    List<DefaultMQPushConsumer> consumers = new ArrayList<>();
    List<ConsumeFromWhere> wheres =
        List.of(
            ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET, ConsumeFromWhere.CONSUME_FROM_TIMESTAMP);
    try {
      for (ConsumeFromWhere where : wheres) {
        DefaultMQPushConsumer consumer = consumer(brokers, broker, Brokers.unique("where-group"));
        consumer.setConsumeFromWhere(where);
        consumer.setConsumeTimestamp("20200101000000");
        consumer.subscribe(topic, "*");
        seen.put(where, new LinkedBlockingQueue<>());
        consumer.registerMessageListener(into(seen.get(where)));
        consumer.start();
        consumers.add(consumer);
      }
      for (ConsumeFromWhere where : wheres) {
        assertEquals("early", body(next(seen.get(where))));
      }
    } finally {
      consumers.forEach(DefaultMQPushConsumer::shutdown);
    }
  }

  @EachRocketBroker
  @SuppressWarnings("deprecation") // users call it still
  void messageIsViewedByItsId(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "view", 1);
    DefaultMQProducer producer =
        RocketPeer.configured(
            new DefaultMQProducer("viewers"), brokers.endpoints(broker).nameserver());
    producer.start();
    try {
      SendResult sent =
          producer.send(
              new org.apache.rocketmq.common.message.Message(topic, "T", "k", new byte[] {7}));
      MessageExt byOffset = producer.viewMessage(topic, sent.getOffsetMsgId());
      assertEquals(7, byOffset.getBody()[0]);
      assertEquals(sent.getMsgId(), byOffset.getMsgId());
      assertEquals(sent.getQueueOffset(), byOffset.getQueueOffset());
    } finally {
      producer.shutdown();
    }
  }

  @EachRocketBroker
  void onewayAndSelectedSendsArrive(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "oneway", 3);
    DefaultMQProducer producer =
        RocketPeer.configured(
            new DefaultMQProducer("oneway"), brokers.endpoints(broker).nameserver());
    producer.start();
    try (Receiver reader = brokers.peer(broker, Protocol.ROCKETMQ).reader(topic)) {
      producer.sendOneway(
          new org.apache.rocketmq.common.message.Message(
              topic, "one way".getBytes(StandardCharsets.UTF_8)));
      assertEquals("one way", reader.take(1).get(0).message().value());
      SendResult sent =
          producer.send(
              new org.apache.rocketmq.common.message.Message(
                  topic, "selected".getBytes(StandardCharsets.UTF_8)),
              (queues, message, argument) -> queues.get((Integer) argument % queues.size()),
              5);
      Received received = reader.take(1).get(0);
      assertEquals("selected", received.message().value());
      assertEquals(sent.getMessageQueue().getQueueId(), received.at().queue());
      assertTrue(sent.getMsgId().length() >= 32, sent.getMsgId());
    } finally {
      producer.shutdown();
    }
  }

  /** Level 3 is a second in both brokers' configuration here. */
  @EachRocketBroker
  void delayedMessageComesWhenItIsDue(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "delayed", 1);
    DefaultMQProducer producer =
        RocketPeer.configured(
            new DefaultMQProducer("delayers"), brokers.endpoints(broker).nameserver());
    producer.start();
    try (Receiver reader = brokers.peer(broker, Protocol.ROCKETMQ).reader(topic)) {
      var byLevel =
          new org.apache.rocketmq.common.message.Message(
              topic, "by level".getBytes(StandardCharsets.UTF_8));
      byLevel.setDelayTimeLevel(3);
      var byTime =
          new org.apache.rocketmq.common.message.Message(
              topic, "by time".getBytes(StandardCharsets.UTF_8));
      byTime.setDelayTimeMs(3_000);
      long sentAt = System.currentTimeMillis();
      producer.send(byTime);
      producer.send(byLevel);
      producer.send(
          new org.apache.rocketmq.common.message.Message(
              topic, "now".getBytes(StandardCharsets.UTF_8)));
      List<Received> received = reader.take(3);
      assertEquals(
          List.of("now", "by level", "by time"),
          received.stream().map(r -> r.message().value()).toList());
      long waited = System.currentTimeMillis() - sentAt;
      assertTrue(waited >= 1_900, "all came after " + waited + " ms");
    } finally {
      producer.shutdown();
    }
  }

  /**
   * The client loses a seek now and then: its pull task, cancelled by the seek, may already have
   * taken the offset to seek to, and the next task begins elsewhere. So a lost one is repeated.
   */
  @EachRocketBroker
  void seekGoesBackAndForth(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "seek", 1);
    try (Sender sender = brokers.peer(broker, Protocol.ROCKETMQ).sender(Map.of())) {
      IntStream.range(0, 10).forEach(i -> sender.send(topic, 0, Message.of("m" + i)));
    }
    DefaultLitePullConsumer consumer =
        RocketPeer.configured(
            new DefaultLitePullConsumer(Brokers.unique("seekers")),
            brokers.endpoints(broker).nameserver());
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.start();
    try {
      MessageQueue queue = consumer.fetchMessageQueues(topic).iterator().next();
      consumer.assign(List.of(queue));
      for (int target : new int[] {9, 4, 7, 0}) {
        List<String> sought = IntStream.range(target, 10).mapToObj(i -> "m" + i).toList();
        Eventually.that(
            "the messages after the seek to " + target,
            () -> {
              seek(consumer, queue, target);
              return bodiesUpTo("m9", consumer).equals(sought);
            });
      }
    } finally {
      consumer.shutdown();
    }
  }

  private static void seek(DefaultLitePullConsumer consumer, MessageQueue queue, long target) {
    try {
      consumer.seek(queue, target);
    } catch (MQClientException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Polls until the last one is there or nothing comes for a second. */
  private static List<String> bodiesUpTo(String last, DefaultLitePullConsumer consumer) {
    List<String> bodies = new ArrayList<>();
    List<MessageExt> polled;
    do {
      polled = consumer.poll(1_000);
      polled.forEach(message -> bodies.add(body(message)));
    } while (!polled.isEmpty() && !bodies.contains(last));
    return bodies;
  }
}
