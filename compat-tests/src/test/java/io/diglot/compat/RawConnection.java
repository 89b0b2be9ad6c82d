package io.diglot.compat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection without a client library. */
final class RawConnection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 15_000;

  private final SocketChannel channel;

  RawConnection(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.socket().setSoTimeout(TIMEOUT_MILLIS);
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Sends nothing more. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  /** The next frame that begins with its length, without that. */
  ByteBuffer readFrame() throws IOException {
    int length = ByteBuffer.wrap(readBytes(Integer.BYTES)).getInt();
    return ByteBuffer.wrap(readBytes(length));
  }

  private byte[] readBytes(int count) throws IOException {
    byte[] bytes = channel.socket().getInputStream().readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("the connection ended");
    }
    return bytes;
  }

  /** Whether the broker closes the connection, after whatever it still says. */
  boolean isClosedByBroker() throws IOException {
    try {
      byte[] rest = new byte[8192];
      var input = channel.socket().getInputStream();
      for (int read = 0; read >= 0; read = input.read(rest)) {
        // an answer may come before the end
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  /**
   * Writes the same bytes again and again, reading nothing, until the broker takes no more; how
   * many it took.
   */
  long writeUntilItBlocks(ByteBuffer bytes, long most) throws IOException {
    channel.configureBlocking(false);
    long written = 0;
    int refusals = 0;
    while (refusals < 100 && written < most) {
      int count = channel.write(bytes);
      written += count;
      if (!bytes.hasRemaining()) {
        bytes.rewind();
      }
      if (count == 0) {
        refusals++;
        java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
      } else {
        refusals = 0;
      }
    }
    return written;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
