package io.diglot.server.config;

import java.net.InetSocketAddress;

/**
 * A host and a port.
 *
 * @param host a host name or an address; empty for "every interface"
 * @param port 0 for "any free one"
 */
public record Endpoint(String host, int port) {

  /**
   * The address as the system knows it: of a name that stands for several, the first; without a
   * host every interface.
   */
  @SuppressWarnings("AddressSelection") // a listener has one address
  public InetSocketAddress resolve() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  /** The usual notation; an IPv6 address goes into brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
