package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.transport.KafkaTransport;
import io.diglot.kafka.transport.Listener;
import io.diglot.kafka.transport.TransportConfig;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RemotingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes what producers of either protocol send, acknowledges it and keeps no more than how many
 * messages there were (with a {@link NullStore} it stores what they send first); gives consumers of
 * either protocol the same messages again and again. On Diglot's transports, without any of its
 * core. Thread-safe.
 */
public final class NullBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS = 2;
  private static final int MAX_REQUEST_BYTES = 100 << 20;

  /**
   * The system's choice: what is sent again and again stays in the cache however much is unsent.
   */
  private static final int SEND_BUFFER_BYTES = -1;

  private final EventLoops loops = new EventLoops("null", THREADS);
  private final KafkaTransport kafka;
  private final RemotingServer rocket;
  private final Optional<NullStore> store;
  private int kafkaPort;
  private int rocketPort;

  private NullBroker(Optional<NullStore> store) {
    this.store = store;
    NullTopics topics = new NullTopics();
    List<KafkaApi<?>> apis = new ArrayList<>(NullKafka.apis(topics, store));
    apis.addAll(NullFetch.apis(topics));
    apis.addAll(NullGroup.apis());
    kafka =
        new KafkaTransport(
            new TransportConfig(
                MAX_REQUEST_BYTES, Duration.ofMinutes(10), THREADS, SEND_BUFFER_BYTES),
            new ApiTable(apis));
    rocket =
        new RemotingServer(
            loops, RemotingLimits.standard(), List.of(new NullRocket(topics, store)), List.of());
  }

  /**
   * Listens on two ports until it is killed: Kafka's, and that of broker and name server. A third
   * argument is where it writes what producers send, a fourth whether it also forces that.
   */
  public static void main(String[] arguments) throws IOException {
    Optional<NullStore> store =
        arguments.length > 3
            ? Optional.of(store(Path.of(arguments[2]), Boolean.parseBoolean(arguments[3])))
            : Optional.empty();
    var unused = start(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), store);
  }

  private static NullStore store(Path directory, boolean forced) throws IOException {
    return forced ? ForcedStore.in(directory) : WrittenStore.in(directory);
  }

  /**
   * Listens on two ports of the loopback interface, 0 for any free one: Kafka's, and that of broker
   * and name server.
   *
   * @param store what also takes what producers send; closed with the broker
   * @throws IOException if one cannot be had
   */
  static NullBroker start(int kafkaPort, int rocketPort, Optional<NullStore> store)
      throws IOException {
    NullBroker broker = new NullBroker(store);
    try {
      broker.listen(kafkaPort, rocketPort);
      return broker;
    } catch (IOException e) {
      broker.close();
      throw e;
    }
  }

  private void listen(int kafkaAt, int rocketAt) throws IOException {
    BrokerNode node = new BrokerNode("null", 1, HOST, kafkaAt);
    kafkaPort = kafka.listen(new Listener(HOST, kafkaAt, node));
    rocketPort =
        rocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), rocketAt)).getPort();
  }

  /** Where Kafka's clients find it. */
  int kafkaPort() {
    return kafkaPort;
  }

  /** Where RocketMQ's clients find it, as a name server and as a broker. */
  int rocketPort() {
    return rocketPort;
  }

  @Override
  public void close() throws IOException {
    rocket.close();
    kafka.close();
    loops.close();
    if (store.isPresent()) {
      store.get().close();
    }
  }
}
