package io.diglot.kafka.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts size-prefixed frames. What a read brought whole goes on as a slice of it; of a frame that
 * goes on, the rest is read from the socket straight into the frame's own buffer, so that large
 * requests are not copied together. A frame that claims too much ends the connection before
 * anything is kept for it, and no buffer that is made for a frame is larger than a small multiple
 * of what has come in, or of a read; the one that is {@link SpareBuffer kept} may be larger, but is
 * one for all connections of an event loop. Confined to its event loop.
 */
final class FrameReceiver extends ChannelInboundHandlerAdapter {
  /** What is read when nothing is known of what comes. */
  private static final int READ_BYTES = 16 << 10;

  /**
   * How many times what has come in a frame's buffer may hold: few copies of a large frame, and
   * little for one that only claims to be large.
   */
  private static final int GROWTH = 8;

  private final int maxBytes;
  private final SpareBuffer spare;
  private final ReceiveBuffers buffers = new ReceiveBuffers();

  /** The first bytes of a size that is not whole yet, then of a frame, without its size. */
  private final byte[] sizeBytes = new byte[Integer.BYTES];

  private int sizeCount;
  private int frameBytes;

  /** The frame that has begun; its writer index says how much of it is there. */
  private @Nullable ByteBuf frame;

  /** The part of the frame that the socket was told to write to. */
  private @Nullable ByteBuf lent;

  private boolean broken;

  FrameReceiver(int maxBytes, SpareBuffer spare) {
    this.maxBytes = maxBytes;
    this.spare = spare;
  }

  /** What the channel is to take its receive buffers from. */
  RecvByteBufAllocator buffers() {
    return buffers;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      if (!broken) {
        take(ctx, in);
      }
    } finally {
      in.release();
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    dropFrame();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    broken = true;
    dropFrame();
    ctx.fireChannelInactive();
  }

  @SuppressWarnings("ReferenceEquality") // the very buffer that was lent, not one of equal bytes
  private void take(ChannelHandlerContext ctx, ByteBuf in) {
    ByteBuf begun = frame;
    if (begun != null && in == lent) {
      begun.writerIndex(begun.writerIndex() + in.readableBytes());
      in.skipBytes(in.readableBytes());
      passIfWhole(ctx, begun);
    }
    lent = null;
    while (in.isReadable() && !broken) {
      ByteBuf open = frame;
      if (open == null) {
        begin(ctx, in);
      } else {
        int bytes = Math.min(in.readableBytes(), frameBytes - open.writerIndex());
        open.writeBytes(in, bytes);
        passIfWhole(ctx, open);
      }
    }
  }

  private void begin(ChannelHandlerContext ctx, ByteBuf in) {
    while (sizeCount < Integer.BYTES && in.isReadable()) {
      sizeBytes[sizeCount++] = in.readByte();
    }
    if (sizeCount < Integer.BYTES) {
      return;
    }
    sizeCount = 0;
    frameBytes = size();
    if (frameBytes < 0 || frameBytes > maxBytes) {
      broken = true;
      throw frameBytes < 0
          ? new CorruptedFrameException("a request of " + frameBytes + " bytes")
          : new TooLongFrameException(
              "a request of " + frameBytes + " bytes, where " + maxBytes + " are allowed");
    }
    if (in.readableBytes() >= frameBytes) {
      ctx.fireChannelRead(in.readRetainedSlice(frameBytes));
    } else {
      int room = roomAfter(Math.max(READ_BYTES, in.readableBytes()));
      frame = spare.take(ctx.alloc(), room, frameBytes).writeBytes(in);
    }
  }

  private int roomAfter(int received) {
    return (int) Math.min(frameBytes, (long) GROWTH * received);
  }

  private int size() {
    int size = 0;
    for (byte each : sizeBytes) {
      size = (size << Byte.SIZE) | (each & 0xFF);
    }
    return size;
  }

  private void passIfWhole(ChannelHandlerContext ctx, ByteBuf open) {
    if (open.writerIndex() == frameBytes) {
      frame = null;
      ByteBuf whole = open.retainedSlice(0, frameBytes);
      spare.giveBack(open);
      ctx.fireChannelRead(whole);
    }
  }

  private void dropFrame() {
    ByteBuf open = frame;
    if (open != null) {
      frame = null;
      spare.giveBack(open);
    }
  }

  /** Where the socket is to write what comes next; the caller releases it. */
  ByteBuf nextBuffer(ByteBufAllocator allocator) {
    ByteBuf open = frame;
    return open == null ? allocator.ioBuffer(READ_BYTES) : lend(open);
  }

  private ByteBuf lend(ByteBuf open) {
    int filled = open.writerIndex();
    if (filled == open.capacity()) {
      open.capacity(roomAfter(filled));
    }
    int end = Math.min(open.capacity(), frameBytes);
    ByteBuf rest = open.retainedSlice(filled, end - filled).clear();
    lent = rest;
    return rest;
  }

  /** The form in which a channel asks for {@link #nextBuffer}. */
  private final class ReceiveBuffers extends DefaultMaxMessagesRecvByteBufAllocator {
    @Override
    @SuppressWarnings("deprecation") // the type that the interface has kept
    public Handle newHandle() {
      return new MaxMessageHandle() {
        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
          return nextBuffer(allocator);
        }

        @Override
        public int guess() {
          return READ_BYTES;
        }
      };
    }
  }
}
