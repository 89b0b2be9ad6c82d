package io.diglot.compat.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for what cannot be told to take a free one. They are below those that Linux gives to
 * outgoing connections, so that no client takes one between the look and the start.
 */
final class FreePorts {
  private static final int TRIES = 100;
  private static final int LEAST = 20_000;
  private static final int GREATEST = 32_000;

  private FreePorts() {}

  static int one() {
    return row(1);
  }

  /** The first of several ports in a row that were free a moment ago. */
  static int row(int count) {
    for (int i = 0; i < TRIES; i++) {
      int first = ThreadLocalRandom.current().nextInt(LEAST, GREATEST);
      if (areFree(first, count)) {
        return first;
      }
    }
    throw new AssertionError("no " + count + " free ports in a row");
  }

  private static boolean areFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        socket.getLocalPort();
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }
}
