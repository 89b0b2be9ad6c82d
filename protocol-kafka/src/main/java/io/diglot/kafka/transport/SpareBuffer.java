package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a large frame, kept for the next one of any connection: it is as large already, and
 * still in the processor's cache. An allocator would be asked anew for each frame, and for one that
 * grows as it comes in more than once. Confined to an event loop, of which each has one.
 */
final class SpareBuffer implements AutoCloseable {
  /** A larger one is given back: few requests are, and each event loop may keep as much. */
  static final int MOST_KEPT = 1 << 20;

  private @Nullable ByteBuf kept;

  /** An empty buffer of that capacity at least; the caller releases or {@link #keep}s it. */
  ByteBuf take(ByteBufAllocator allocator, int capacity) {
    ByteBuf spare = kept;
    boolean unused = spare != null && spare.refCnt() == 1 && spare.capacity() >= capacity;
    if (spare == null || !unused) {
      return allocator.directBuffer(capacity);
    }
    kept = null;
    return spare.clear();
  }

  /** Takes over the caller's reference to a buffer, which others may still be using. */
  void keep(ByteBuf buffer) {
    close();
    if (buffer.capacity() > MOST_KEPT) {
      buffer.release();
    } else {
      kept = buffer;
    }
  }

  /** Gives back what is kept. */
  @Override
  public void close() {
    ByteBuf spare = kept;
    if (spare != null) {
      kept = null;
      spare.release();
    }
  }
}
