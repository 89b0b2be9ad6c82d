package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.EncoderException;
import io.netty.handler.codec.MessageToMessageEncoder;
import java.util.List;

/**
 * Writes a {@link Command} as one buffer for the lengths and the header, followed by the body's own
 * buffers.
 */
final class FrameEncoder extends MessageToMessageEncoder<Command> {
  private static final int USUAL_HEADER_BYTES = 256;

  private final RemotingLimits limits;

  FrameEncoder(RemotingLimits limits) {
    super(Command.class);
    this.limits = limits;
  }

  @Override
  protected void encode(ChannelHandlerContext context, Command command, List<Object> out) {
    ByteBuf head = context.alloc().buffer(USUAL_HEADER_BYTES);
    boolean done = false;
    try {
      writeHead(command, head);
      done = true;
    } finally {
      if (!done) {
        head.release();
      }
    }
    out.add(head);
    out.addAll(command.retainedParts());
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
