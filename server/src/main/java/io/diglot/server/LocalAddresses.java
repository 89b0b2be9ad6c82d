package io.diglot.server;

import io.diglot.server.config.Endpoint;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Tells the addresses of this machine from those of others. */
final class LocalAddresses {
  private LocalAddresses() {}

  /** Whether a server may listen there. */
  static boolean contains(Endpoint endpoint) {
    InetAddress address = endpoint.resolve().getAddress();
    if (address == null) {
      return false; // a name that is not known
    }
    return address.isLoopbackAddress() || address.isAnyLocalAddress() || hasInterface(address);
  }

  private static boolean hasInterface(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
