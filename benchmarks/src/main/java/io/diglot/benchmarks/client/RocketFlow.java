package io.diglot.benchmarks.client;

import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;

/**
 * Senders at a fixed rate, and a push consumer: how long after it was due a message reaches the
 * listener.
 */
public final class RocketFlow {
  private static final int SENDERS = 8;
  private static final int PROBE_MILLIS = 50;

  private RocketFlow() {}

  /** Runs the driver. */
  public static void main(String[] args) throws Exception {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    RocketClients clients = new RocketClients(arguments);
    DefaultMQProducer producer = clients.producer();
    DefaultMQPushConsumer consumer = clients.consumer(ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET);
    MessageListenerConcurrently listener =
        (messages, context) -> {
          long now = System.nanoTime();
          messages.forEach(message -> window.done(now - Payloads.stamp(message.getBody())));
          return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        };
    consumer.registerMessageListener(listener);
    consumer.start();
    Payloads probes = new Payloads(arguments.number("size"), SENDERS);
    while (window.count() == 0) {
      producer.send(new Message(clients.topic(), probes.stamped(System.nanoTime())));
      Thread.sleep(PROBE_MILLIS);
    }
    Work.start(
        SENDERS,
        "sender",
        number -> {
          Payloads payloads = new Payloads(arguments.number("size"), number);
          Pace pace = new Pace((double) arguments.number("rate") / SENDERS);
          while (true) {
            producer.send(new Message(clients.topic(), payloads.stamped(pace.await())));
          }
        });
    window.measure(arguments);
    System.exit(0);
  }
}
