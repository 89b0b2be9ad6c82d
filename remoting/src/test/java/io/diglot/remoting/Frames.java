package io.diglot.remoting;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Frames as bytes, for tests. */
final class Frames {
  static final RemotingLimits LIMITS =
      new RemotingLimits(
          1 << 20, 64 << 10, 100, 64 << 10, 32 << 10, 1 << 20, Duration.ofMinutes(2));

  private Frames() {}

  /**
   * The bytes of hexadecimal digits; white space, and what follows a '#' on a line, is left out.
   */
  static ByteBuf hex(String text) {
    StringBuilder digits = new StringBuilder();
    text.lines().forEach(line -> digits.append(line.split("#", 2)[0].replaceAll("\\s", "")));
    return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(digits));
  }

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  /** A whole frame around a header and a body. */
  static ByteBuf frame(int encoding, ByteBuf header, ByteBuf body) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeInt(4 + header.readableBytes() + body.readableBytes());
    frame.writeInt(encoding << 24 | header.readableBytes());
    return frame.writeBytes(header).writeBytes(body);
  }

  /** What the decoder makes of bytes that arrive in one piece; the commands are the caller's. */
  static List<Command> decode(ByteBuf bytes) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(LIMITS));
    List<Command> commands = new ArrayList<>();
    try {
      channel.writeInbound(bytes);
      for (Command c = channel.readInbound(); c != null; c = channel.readInbound()) {
        commands.add(c);
      }
    } finally {
      channel.finishAndReleaseAll();
    }
    return commands;
  }

  /** The bytes of a command, whose reference is used up. */
  static ByteBuf encode(Command command) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder(LIMITS));
    channel.writeOutbound(command);
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    channel.finishAndReleaseAll();
    return all;
  }
}
