package io.diglot.nativeprotocol.settings;

import io.diglot.nativeprotocol.message.StoredHost;

/** Who this broker is to its clients. Thread-safe. */
public final class BrokerIdentity {
  private final String clusterName;
  private final String brokerName;
  private final int brokerId;
  private volatile StoredHost address;

  /** An identity whose port may still be unknown, see {@link #listensOn}. */
  public BrokerIdentity(String clusterName, String brokerName, int brokerId, StoredHost address) {
    this.clusterName = clusterName;
    this.brokerName = brokerName;
    this.brokerId = brokerId;
    this.address = address;
  }

  /** Key {@code brokerClusterName}. */
  public String clusterName() {
    return clusterName;
  }

  /** Key {@code brokerName}. */
  public String brokerName() {
    return brokerName;
  }

  /** Key {@code brokerId}. */
  public int brokerId() {
    return brokerId;
  }

  /** The address that clients dial ({@code brokerIP1}, {@code listenPort}). */
  public StoredHost address() {
    return address;
  }

  /** The address as a route shows it. */
  public String dial() {
    StoredHost host = address;
    String text = host.address().getHostAddress();
    return (host.isV6() ? "[" + text + "]" : text) + ":" + host.port();
  }

  /** Makes the port known that a listener got; called once, before the first request is served. */
  public void listensOn(int port) {
    address = new StoredHost(address.address(), port);
  }
}
