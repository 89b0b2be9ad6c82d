package io.diglot.benchmarks.client;

import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** One producer whose threads send and wait for the answer. */
public final class RocketSends {
  private RocketSends() {}

  /** Runs the driver. */
  public static void main(String[] args) throws InterruptedException, MQClientException {
    Arguments arguments = new Arguments(args);
    Window window = new Window();
    DefaultMQProducer producer = new RocketClients(arguments).producer();
    Work.start(
        arguments.number("threads"),
        "sender",
        number -> {
          Payloads payloads = new Payloads(arguments.number("size"), number);
          while (true) {
            send(producer, window, new Message(arguments.text("topic"), payloads.take()));
          }
        });
    window.measure(arguments);
    System.exit(0);
  }

  private static void send(DefaultMQProducer producer, Window window, Message message)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      if (producer.send(message).getSendStatus() == SendStatus.SEND_OK) {
        window.done(System.nanoTime() - began);
      } else {
        window.failed();
      }
    } catch (MQBrokerException | MQClientException | RemotingException e) {
      window.failed();
    }
  }
}
