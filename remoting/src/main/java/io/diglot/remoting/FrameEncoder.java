package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.EncoderException;

/**
 * Writes each {@link Command} as one buffer for the lengths and the header, followed by the body's
 * own buffers. The promise is that of the last buffer: the ones before it go first, or the
 * connection is closed.
 */
final class FrameEncoder extends ChannelOutboundHandlerAdapter {
  private static final int USUAL_HEADER_BYTES = 384;

  private final RemotingLimits limits;

  FrameEncoder(RemotingLimits limits) {
    this.limits = limits;
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    if (!(message instanceof Command command)) {
      var unused = context.write(message, promise);
      return;
    }
    ByteBuf last = head(context, command);
    for (ByteBuf part : command.retainedParts()) {
      var unused = context.write(last, context.voidPromise());
      last = part;
    }
    var unused = context.write(last, promise);
    command.release();
  }

  /** Takes nothing over but the command, and that only when it fails. */
  private ByteBuf head(ChannelHandlerContext context, Command command) {
    ByteBuf head = context.alloc().buffer(USUAL_HEADER_BYTES);
    try {
      writeHead(command, head);
      return head;
    } catch (RuntimeException e) {
      head.release();
      command.release();
      throw e;
    }
  }

  private void writeHead(Command command, ByteBuf head) {
    HeaderEncoding encoding = command.header().encoding();
    head.writeZero(2 * Integer.BYTES);
    encoding.encode(command.header(), head);
    int headerLength = head.readableBytes() - 2 * Integer.BYTES;
    long length = Integer.BYTES + headerLength + command.bodyBytes();
    if (length > limits.maxFrameBytes() - Integer.BYTES) {
      throw new EncoderException("a frame of " + length + " bytes");
    }
    head.setInt(0, (int) length);
    head.setInt(Integer.BYTES, encoding.wireCode() << 24 | headerLength);
  }
}
