package io.diglot.server.config;

/**
 * A host and a port.
 *
 * @param host a host name or an address; empty for "every interface"
 * @param port 0 for "any free one"
 */
public record Endpoint(String host, int port) {

  /** The usual notation; an IPv6 address goes into brackets. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
