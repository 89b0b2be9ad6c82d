package io.diglot.benchmarks.client;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;

/** A push consumer that takes a backlog: its first messages warm up, the rest is measured. */
public final class RocketDrain {
  private static final int NO_END = 4;

  private RocketDrain() {}

  /** Runs the driver. */
  public static void main(String[] args) throws InterruptedException, MQClientException {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    long count = arguments.number("count");
    long warmUp = arguments.number("warmUp");
    AtomicLong received = new AtomicLong();
    AtomicLong began = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(1);
    MessageListenerConcurrently listener =
        (messages, context) -> {
          for (int i = 0; i < messages.size(); i++) {
            long number = received.incrementAndGet();
            if (number == warmUp) {
              window.begin();
              began.set(System.nanoTime());
            } else if (number == count) {
              window.end(count - warmUp, System.nanoTime() - began.get());
              ended.countDown();
            }
          }
          return ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
        };
    DefaultMQPushConsumer consumer =
        new RocketClients(arguments).consumer(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.registerMessageListener(listener);
    consumer.start();
    if (!ended.await(arguments.number("patienceSeconds"), TimeUnit.SECONDS)) {
      System.err.println("received only " + received + " of " + count + " messages");
      System.exit(NO_END);
    }
    System.exit(0);
  }
}
