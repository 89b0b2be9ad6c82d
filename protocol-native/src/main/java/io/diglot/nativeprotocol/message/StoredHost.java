package io.diglot.nativeprotocol.message;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * A host as a message carries it: 4 or 16 address bytes and a 4-byte port.
 *
 * @param address the address, never resolved by name
 * @param port the port as stored; any 32-bit number can stand in a message
 */
public record StoredHost(InetAddress address, int port) {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  /** The host of a resolved socket address; the any address when it is not resolved. */
  public static StoredHost of(InetSocketAddress socketAddress) {
    InetAddress address = socketAddress.getAddress();
    return new StoredHost(
        address == null ? fromBytes(new byte[V4_BYTES]) : address, socketAddress.getPort());
  }

  /** Whether the address takes 16 bytes. */
  public boolean isV6() {
    return address instanceof Inet6Address;
  }

  /** Bytes that it takes in a message: 8 or 20. */
  public int size() {
    return size(isV6());
  }

  /** Bytes that a host takes in a message. */
  public static int size(boolean v6) {
    return (v6 ? V6_BYTES : V4_BYTES) + Integer.BYTES;
  }

  /** Writes address and port. */
  public void write(ByteBuffer target) {
    target.put(address.getAddress()).putInt(port);
  }

  /** Reads address and port. */
  public static StoredHost read(ByteBuffer source, boolean v6) {
    byte[] bytes = new byte[v6 ? V6_BYTES : V4_BYTES];
    source.get(bytes);
    return new StoredHost(fromBytes(bytes), source.getInt());
  }

  private static InetAddress fromBytes(byte[] bytes) {
    try {
      // The general factory would turn an IPv4-mapped address into 4 bytes, and the message would
      // not be the same again.
      return bytes.length == V6_BYTES
          ? Inet6Address.getByAddress(null, bytes, -1)
          : Inet4Address.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of " + bytes.length + " bytes", e);
    }
  }
}
