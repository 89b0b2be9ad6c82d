package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames and reads each into a {@link Command}:
 *
 * <pre>
 * length 4 (of all that follows) | encoding 1 | header length 3 | header | body
 * </pre>
 *
 * <p>Lengths are checked as soon as they are there, before the bytes that they announce are waited
 * for. After the first malformed frame nothing more is read: the stream has lost its place.
 *
 * <p>One read may bring hundreds of requests: those that come after the high water are held until
 * the peer has taken what it was answered.
 */
final class FrameDecoder extends ByteToMessageDecoder {
  private static final int HEADER_LENGTH_MASK = 0xFFFFFF;

  private final RemotingLimits limits;
  private boolean broken;

  FrameDecoder(RemotingLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (broken) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (!context.channel().isWritable()) {
      return;
    }
    try {
      Command command = read(in);
      if (command != null) {
        out.add(command);
      }
    } catch (MalformedFrameException e) {
      broken = true;
      throw e;
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
    if (context.channel().isWritable()) {
      // Later, since this may be in the middle of a request that came out of this decoder.
      context.executor().execute(() -> goOn(context));
    }
    super.channelWritabilityChanged(context);
  }

  private void goOn(ChannelHandlerContext context) {
    try {
      channelRead(context, Unpooled.EMPTY_BUFFER);
    } catch (Exception e) {
      context.fireExceptionCaught(e);
    }
  }

  private @Nullable Command read(ByteBuf in) {
    int start = in.readerIndex();
    if (in.readableBytes() < Integer.BYTES) {
      return null;
    }
    int length = in.getInt(start);
    if (length < Integer.BYTES || length > limits.maxFrameBytes() - Integer.BYTES) {
      throw new MalformedFrameException("a frame of " + length + " bytes");
    }
    if (in.readableBytes() < 2 * Integer.BYTES) {
      return null;
    }
    int word = in.getInt(start + Integer.BYTES);
    int headerLength = word & HEADER_LENGTH_MASK;
    int bodyLength = length - Integer.BYTES - headerLength;
    if (headerLength > limits.maxHeaderBytes() || bodyLength < 0) {
      throw new MalformedFrameException(
          "a header of " + headerLength + " bytes in a frame of " + length);
    }
    HeaderEncoding encoding = HeaderEncoding.ofWireCode(word >>> 24);
    if (in.readableBytes() < Integer.BYTES + length) {
      return null;
    }
    in.skipBytes(2 * Integer.BYTES);
    CommandHeader header = encoding.decode(in.readSlice(headerLength));
    List<ByteBuf> body = bodyLength == 0 ? List.of() : List.of(in.readRetainedSlice(bodyLength));
    return new Command(header, body);
  }
}
