package io.diglot.kafka.transport;

import io.diglot.kafka.api.BrokerNode;
import java.net.InetSocketAddress;

/**
 * Where to listen, and what to tell clients that come in there.
 *
 * @param host the address to bind, empty for all
 * @param port the port to bind, 0 for any free one
 * @param advertised what clients are told; its port 0 stands for the bound port
 */
public record Listener(String host, int port, BrokerNode advertised) {

  InetSocketAddress address() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  BrokerNode node(int boundPort) {
    return advertised.port() == 0
        ? new BrokerNode(advertised.clusterId(), advertised.id(), advertised.host(), boundPort)
        : advertised;
  }
}
