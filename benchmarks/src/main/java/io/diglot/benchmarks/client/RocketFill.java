package io.diglot.benchmarks.client;

import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;

/** Fills a topic with a given number of messages, in the client's own batches. */
public final class RocketFill {
  private static final int SENDERS = 4;
  private static final int BATCH = 50;

  private RocketFill() {}

  /** Runs the driver. */
  public static void main(String[] args) throws InterruptedException, MQClientException {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    DefaultMQProducer producer = new RocketClients(arguments).producer();
    int batches = arguments.number("count") / SENDERS / BATCH;
    window.begin();
    long began = System.nanoTime();
    Work.runAll(
        SENDERS,
        "sender",
        number -> {
          Payloads payloads = new Payloads(arguments.number("size"), number);
          for (int i = 0; i < batches; i++) {
            send(producer, batch(arguments.text("topic"), payloads));
          }
        });
    window.end((long) batches * SENDERS * BATCH, System.nanoTime() - began);
    System.exit(0);
  }

  private static List<Message> batch(String topic, Payloads payloads) {
    List<Message> messages = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      messages.add(new Message(topic, payloads.take()));
    }
    return messages;
  }

  private static void send(DefaultMQProducer producer, List<Message> messages) throws Exception {
    SendStatus status = producer.send(messages).getSendStatus();
    if (status != SendStatus.SEND_OK) {
      throw new IllegalStateException("the broker answered " + status);
    }
  }
}
