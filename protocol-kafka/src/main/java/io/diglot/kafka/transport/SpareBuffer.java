package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The buffer of a large frame, kept for the next one of any connection: it is as large already, and
 * still in the processor's cache. An allocator would be asked anew for each frame, and for one that
 * grows as it comes in more than once. There is one, also while a frame that is coming in has it:
 * peers that stop in the middle hold no more than that. Confined to an event loop, of which each
 * has one.
 */
final class SpareBuffer implements AutoCloseable {
  /** A larger one is given back: few requests are, and each event loop may keep as much. */
  static final int MOST_KEPT = 1 << 20;

  /** How many times a frame's length it may be, so that a small frame does not hold a large one. */
  private static final int ROOMY = 8;

  private @Nullable ByteBuf kept;

  /** A frame that is not whole has it. */
  private boolean lent;

  /**
   * An empty buffer for a frame, of some capacity at least; the caller {@link #giveBack gives it
   * back} when the frame is whole or will never be.
   */
  ByteBuf take(ByteBufAllocator allocator, int capacity, int frameBytes) {
    ByteBuf spare = kept;
    if (spare == null || spare.refCnt() > 1 || !fits(spare.capacity(), capacity, frameBytes)) {
      return allocator.directBuffer(capacity);
    }
    lent = true;
    return spare.retain().clear();
  }

  private static boolean fits(int spare, int capacity, int frameBytes) {
    return spare >= capacity && spare <= (long) ROOMY * frameBytes;
  }

  /** Takes over the caller's reference to a buffer, which others may still be using. */
  @SuppressWarnings("ReferenceEquality") // the very buffer that was lent, not one of equal bytes
  void giveBack(ByteBuf buffer) {
    if (buffer == kept) {
      lent = false;
    } else if (isBetter(buffer)) {
      close();
      kept = buffer.retain();
    }
    if (buffer == kept && buffer.capacity() > MOST_KEPT) {
      close();
    }
    buffer.release();
  }

  private boolean isBetter(ByteBuf buffer) {
    ByteBuf spare = kept;
    return spare == null || (!lent && (spare.refCnt() > 1 || spare.capacity() < buffer.capacity()));
  }

  /** Releases what is kept. */
  @Override
  public void close() {
    ByteBuf spare = kept;
    if (spare != null) {
      kept = null;
      spare.release();
    }
  }
}
