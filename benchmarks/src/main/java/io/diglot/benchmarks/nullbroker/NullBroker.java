package io.diglot.benchmarks.nullbroker;

import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.transport.KafkaTransport;
import io.diglot.kafka.transport.Listener;
import io.diglot.kafka.transport.TransportConfig;
import io.diglot.remoting.EventLoops;
import io.diglot.remoting.RemotingLimits;
import io.diglot.remoting.RemotingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes what producers of either protocol send, acknowledges it and keeps nothing; gives consumers
 * that pull the same messages again and again. On Diglot's transports, without any of its core.
 */
public final class NullBroker {
  private static final String HOST = "127.0.0.1";
  private static final int THREADS = 2;

  private NullBroker() {}

  /** Listens on two ports until it is killed: Kafka's, and that of broker and name server. */
  public static void main(String[] ports) throws IOException {
    int kafkaPort = Integer.parseInt(ports[0]);
    int nativePort = Integer.parseInt(ports[1]);
    Map<String, Integer> queues = new ConcurrentHashMap<>();
    BrokerNode node = new BrokerNode("null", 1, HOST, kafkaPort);
    new KafkaTransport(
            new TransportConfig(100 << 20, Duration.ofMinutes(10), THREADS),
            new ApiTable(NullKafka.apis(node, queues)))
        .listen(new Listener(HOST, kafkaPort, node));
    RemotingServer server =
        new RemotingServer(
            new EventLoops("null", THREADS),
            RemotingLimits.standard(),
            List.of(new NullRocket(HOST + ":" + nativePort, queues)),
            List.of());
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), nativePort));
  }
}
