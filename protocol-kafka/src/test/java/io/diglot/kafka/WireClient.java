package io.diglot.kafka;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/** A bare connection: requests in any version, raw bytes too, answers one by one. */
final class WireClient implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;
  private int correlation;

  WireClient(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    this.out = socket.getOutputStream();
    this.in = new DataInputStream(socket.getInputStream());
  }

  AbstractResponse call(ApiKeys key, int version, ApiMessage body) throws IOException {
    send(key, version, body);
    return receive(key, version);
  }

  /** Sends without waiting; answers the correlation id. */
  int send(ApiKeys key, int version, ApiMessage body) throws IOException {
    out.write(frame(key, version, ++correlation, body));
    out.flush();
    return correlation;
  }

  static byte[] frame(ApiKeys key, int version, int correlation, ApiMessage body) {
    RequestHeader header =
        new RequestHeader(
            new RequestHeaderData()
                .setRequestApiKey(key.id)
                .setRequestApiVersion((short) version)
                .setClientId("wire")
                .setCorrelationId(correlation),
            key.requestHeaderVersion((short) version));
    ByteBuffer head =
        MessageUtil.toByteBufferAccessor(header.data(), header.headerVersion()).buffer();
    ByteBuffer tail = MessageUtil.toByteBufferAccessor(body, (short) version).buffer();
    int size = head.remaining() + tail.remaining();
    return ByteBuffer.allocate(4 + size).putInt(size).put(head).put(tail).array();
  }

  void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  AbstractResponse receive(ApiKeys key, int version) throws IOException {
    ByteBuffer frame = receiveRaw();
    lastCorrelation =
        ResponseHeader.parse(frame, key.responseHeaderVersion((short) version)).correlationId();
    AbstractResponse response =
        AbstractResponse.parseResponse(key, new ByteBufferAccessor(frame), (short) version);
    if (frame.hasRemaining()) {
      throw new IOException(frame.remaining() + " bytes after the response");
    }
    return response;
  }

  private int lastCorrelation;

  /** The correlation id of the last answer. */
  int lastCorrelation() {
    return lastCorrelation;
  }

  ByteBuffer receiveRaw() throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return ByteBuffer.wrap(frame);
  }

  /** Whether the broker closes the connection without a further answer. */
  boolean isClosedByPeer() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
