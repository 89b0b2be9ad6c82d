package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.AbstractReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/**
 * A response that lies in many places: its fields in one buffer, its records where the log has
 * them. The network gets it as one message and the system gathers it; a message for each batch
 * would cost nearly as much as sending the batch. Confined to the event loop of its connection.
 */
final class GatheredFrame extends AbstractReferenceCounted implements FileRegion {
  /** What the system takes in one call ({@code IOV_MAX}). */
  private static final int MOST_PARTS = 1024;

  private final Channel channel;
  private final ByteBuf fields;
  private final ByteBuffer[] parts;
  private final long count;
  private long transferred;

  /** The first part that is not sent to its end. */
  private int next;

  /** The socket took some of what it was offered last, and had no room for the rest. */
  private boolean full;

  /**
   * Takes over the fields and the parts.
   *
   * @param parts what is sent, in order, in direct memory: pieces of the fields, and records that
   *     stay valid until this is released
   */
  GatheredFrame(Channel channel, ByteBuf fields, List<ByteBuffer> parts) {
    this.channel = channel;
    this.fields = fields;
    this.parts = parts.toArray(ByteBuffer[]::new);
    long bytes = 0;
    for (ByteBuffer part : this.parts) {
      bytes += part.remaining();
    }
    this.count = bytes;
  }

  /**
   * Counts these frames with all of their bytes, where Netty takes a file region for nothing, so
   * that a connection whose peer does not read is known by what waits for it.
   */
  static MessageSizeEstimator sizes() {
    MessageSizeEstimator.Handle others = DefaultMessageSizeEstimator.DEFAULT.newHandle();
    MessageSizeEstimator.Handle handle =
        message ->
            message instanceof GatheredFrame frame
                ? (int) Math.min(frame.count, Integer.MAX_VALUE)
                : others.size(message);
    return () -> handle;
  }

  /** Always 0: this is no part of a file. */
  @Override
  public long position() {
    return 0;
  }

  @Override
  public long transferred() {
    return transferred;
  }

  /** {@inheritDoc} */
  @Deprecated
  @Override
  public long transfered() {
    return transferred;
  }

  @Override
  public long count() {
    return count;
  }

  /**
   * Sends as much as the socket takes, from where the last call ended. After a call of which the
   * socket took some and not all, one is answered with 0 without asking it again: that is what the
   * network waits for to be told when there is room.
   */
  @Override
  public long transferTo(WritableByteChannel target, long position) throws IOException {
    if (full) {
      full = false;
      return 0;
    }
    int end = Math.min(parts.length, next + MOST_PARTS);
    long bytes = write(target, end - next);
    transferred += bytes;
    while (next < end && !parts[next].hasRemaining()) {
      next++;
    }
    full = bytes > 0 && next < end;
    return bytes;
  }

  private long write(WritableByteChannel target, int offered) throws IOException {
    if (channel instanceof UnixChannel unix) {
      long bytes = unix.fd().writev(parts, next, offered, Long.MAX_VALUE);
      skip(bytes);
      return bytes;
    }
    return ((GatheringByteChannel) target).write(parts, next, offered);
  }

  private void skip(long bytes) {
    long left = bytes;
    for (int i = next; left > 0; i++) {
      int taken = (int) Math.min(left, parts[i].remaining());
      parts[i].position(parts[i].position() + taken);
      left -= taken;
    }
  }

  @Override
  protected void deallocate() {
    fields.release();
  }

  @Override
  public GatheredFrame retain() {
    super.retain();
    return this;
  }

  @Override
  public GatheredFrame retain(int increment) {
    super.retain(increment);
    return this;
  }

  @Override
  public GatheredFrame touch() {
    return this;
  }

  @Override
  public GatheredFrame touch(Object hint) {
    return this;
  }
}
