package io.diglot.benchmarks.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks a starting broker what its clients ask first, in bare bytes, so that asking costs little.
 */
@FunctionalInterface
interface Probe {
  /** Whether it was answered as clients need it; an exception says no too. */
  boolean isServed() throws IOException;

  int TIMEOUT_MILLIS = 2_000;
  int MAX_ANSWER = 1 << 22;

  /** Somebody listens. */
  static Probe connects(int port) {
    return () -> {
      try (Socket socket = connect(port)) {
        return socket.isConnected();
      }
    };
  }

  /** Kafka's metadata (version 1) names a broker. */
  static Probe kafkaMetadata(int port) {
    ByteBuffer request = ByteBuffer.allocate(14);
    request.putShort((short) 3).putShort((short) 1).putInt(1); // Metadata, version, correlation
    request.putShort((short) -1).putInt(0); // no client id, no topics
    return () -> {
      ByteBuffer answer = ByteBuffer.wrap(ask(port, request.array()));
      return answer.getInt(4) > 0; // after the correlation id: how many brokers
    };
  }

  /** A name server has the route of the topic that others are made after. */
  static Probe rocketRoute(int port) {
    String header =
        "{\"code\":105,\"language\":\"JAVA\",\"version\":477,\"opaque\":1,\"flag\":0,"
            + "\"extFields\":{\"topic\":\"TBW102\"},\"serializeTypeCurrentRPC\":\"JSON\"}";
    byte[] bytes = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer request = ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes);
    return () -> {
      byte[] answer = ask(port, request.array());
      int length = ByteBuffer.wrap(answer).getInt() & 0xffffff; // the highest byte: how encoded
      String reply = new String(answer, 4, length, StandardCharsets.UTF_8);
      return reply.contains("\"code\":0");
    };
  }

  private static byte[] ask(int port, byte[] request) throws IOException {
    try (Socket socket = connect(port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write(
          ByteBuffer.allocate(4 + request.length).putInt(request.length).put(request).array());
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      byte[] answer = new byte[Math.min(in.readInt(), MAX_ANSWER)];
      in.readFully(answer);
      return answer;
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
