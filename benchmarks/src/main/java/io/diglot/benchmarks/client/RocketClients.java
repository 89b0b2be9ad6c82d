package io.diglot.benchmarks.client;

import java.util.Map;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/** RocketMQ clients with their default settings, and topics for them. */
final class RocketClients {
  private static final int SEND_MILLIS = 10_000;
  private static final int ROUTE_TRIES = 300;
  private static final int ROUTE_MILLIS = 100;

  private final Arguments arguments;

  RocketClients(Arguments arguments) {
    this.arguments = arguments;
  }

  /** A started producer whose topic is there with all its queues. */
  @SuppressWarnings("deprecation") // the only way to create a topic with this client alone
  DefaultMQProducer producer() throws MQClientException, InterruptedException {
    DefaultMQProducer producer = new DefaultMQProducer("benchmark-producer");
    producer.setNamesrvAddr(arguments.text("nameserver"));
    producer.setInstanceName("producer");
    producer.setSendMsgTimeout(SEND_MILLIS);
    producer.start();
    if (arguments.flag("create")) {
      producer.createTopic("TBW102", topic(), arguments.number("queues"), Map.of());
    }
    awaitRoute(producer);
    return producer;
  }

  /** A consumer that is not started and has no listener. */
  DefaultMQPushConsumer consumer(ConsumeFromWhere from) throws MQClientException {
    DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("group-" + topic());
    consumer.setNamesrvAddr(arguments.text("nameserver"));
    consumer.setInstanceName("consumer");
    consumer.setConsumeFromWhere(from);
    consumer.subscribe(topic(), "*");
    return consumer;
  }

  String topic() {
    return arguments.text("topic");
  }

  private void awaitRoute(DefaultMQProducer producer)
      throws MQClientException, InterruptedException {
    int queues = arguments.number("queues");
    for (int i = 0; true; i++) {
      try {
        if (producer.fetchPublishMessageQueues(topic()).size() == queues) {
          return;
        }
      } catch (MQClientException e) {
        if (i == ROUTE_TRIES) {
          throw e;
        }
      }
      if (i == ROUTE_TRIES) {
        throw new IllegalStateException("no route to the " + queues + " queues of " + topic());
      }
      Thread.sleep(ROUTE_MILLIS);
    }
  }
}
