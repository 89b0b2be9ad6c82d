package io.diglot.kafka.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets that take little at a time. */
@Timeout(60)
final class GatheredFrameTest {
  private static final int SOCKET_BYTES = 16 << 10;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
  private final EmbeddedChannel unconnected = new EmbeddedChannel();
  private EventLoopGroup loops;
  private Socket peer;

  private Channel connect(boolean epoll) throws Exception {
    assumeTrue(!epoll || Epoll.isAvailable());
    loops =
        new MultiThreadIoEventLoopGroup(
            1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Class<? extends ServerChannel> type =
        epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    Channel server =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .childOption(ChannelOption.SO_SNDBUF, SOCKET_BYTES)
            .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, GatheredFrame.sizes())
            .childHandler(new Accepted())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    peer = new Socket();
    peer.setReceiveBufferSize(SOCKET_BYTES);
    peer.connect(server.localAddress());
    return accepted.poll(30, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws IOException {
    unconnected.finishAndReleaseAll();
    if (peer != null) {
      peer.close();
    }
    if (loops != null) {
      loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everythingArrivesInOrderThroughASocketThatTakesLittle(boolean epoll) throws Exception {
    Channel channel = connect(epoll);
    List<ByteBuffer> parts = new ArrayList<>();
    IntStream.range(0, 3000).forEach(i -> parts.add(bytes(1 + random.nextInt(1000))));
    parts.add(random.nextInt(parts.size()), bytes(1 << 20));
    byte[] before = array(bytes(100));
    byte[] after = array(bytes(100));
    ByteBuf fields = Unpooled.directBuffer();
    List<ChannelFuture> written =
        List.of(
            channel.write(Unpooled.copiedBuffer(before)),
            channel.write(new GatheredFrame(channel, fields, duplicates(parts))),
            channel.writeAndFlush(Unpooled.copiedBuffer(after)));

    peer.setSoTimeout(30_000);
    assertArrayEquals(before, peer.getInputStream().readNBytes(before.length), "seed " + seed);
    for (ByteBuffer part : parts) {
      byte[] expected = array(part);
      assertArrayEquals(
          expected, peer.getInputStream().readNBytes(expected.length), "seed " + seed);
    }
    assertArrayEquals(after, peer.getInputStream().readNBytes(after.length), "seed " + seed);
    for (ChannelFuture each : written) {
      assertTrue(each.await(30, TimeUnit.SECONDS) && each.isSuccess());
    }
    assertEquals(0, fields.refCnt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsNotSentIsReleasedWhenThePeerLeaves(boolean epoll) throws Exception {
    Channel channel = connect(epoll);
    ByteBuf fields = Unpooled.directBuffer();
    ChannelFuture written =
        channel.writeAndFlush(new GatheredFrame(channel, fields, List.of(bytes(32 << 20))));
    peer.close();
    assertTrue(written.await(30, TimeUnit.SECONDS));
    assertFalse(written.isSuccess());
    assertEquals(0, fields.refCnt());
  }

  @Test
  void countsWithAllOfItsBytes() {
    GatheredFrame frame =
        new GatheredFrame(unconnected, Unpooled.buffer(), List.of(bytes(5), bytes(7)));
    assertEquals(12, GatheredFrame.sizes().newHandle().size(frame));
    assertEquals(3, GatheredFrame.sizes().newHandle().size(Unpooled.buffer().writeZero(3)));
    frame.release();
  }

  @Test
  void asksASocketAgainOnlyWhenItHasSaidThatItIsFull() throws IOException {
    GatheredFrame frame =
        new GatheredFrame(unconnected, Unpooled.buffer(), List.of(bytes(5), bytes(7), bytes(9)));
    Scripted socket = new Scripted(0, 0, 8, 13);
    assertEquals(0, frame.transferTo(socket, 0));
    assertEquals(0, frame.transferTo(socket, 0));
    assertEquals(8, frame.transferTo(socket, 0));
    assertEquals(0, frame.transferTo(socket, 8));
    assertEquals(1, socket.left.size());
    assertEquals(13, frame.transferTo(socket, 8));
    assertEquals(frame.count(), frame.transferred());
    frame.release();
  }

  private ByteBuffer bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return ByteBuffer.allocateDirect(count).put(bytes).flip();
  }

  private static byte[] array(ByteBuffer part) {
    byte[] bytes = new byte[part.remaining()];
    part.get(part.position(), bytes);
    return bytes;
  }

  private static List<ByteBuffer> duplicates(List<ByteBuffer> parts) {
    return parts.stream().map(ByteBuffer::duplicate).toList();
  }

  /** Takes so many bytes at each call. */
  private static final class Scripted implements GatheringByteChannel {
    private final Queue<Integer> left;

    Scripted(Integer... takes) {
      this.left = new ArrayDeque<>(List.of(takes));
    }

    @Override
    public long write(ByteBuffer[] parts, int offset, int length) {
      int takes = left.remove();
      int room = takes;
      for (int i = offset; i < offset + length; i++) {
        int taken = Math.min(room, parts[i].remaining());
        parts[i].position(parts[i].position() + taken);
        room -= taken;
      }
      return takes;
    }

    @Override
    public long write(ByteBuffer[] parts) {
      return write(parts, 0, parts.length);
    }

    @Override
    public int write(ByteBuffer part) {
      return (int) write(new ByteBuffer[] {part});
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private final class Accepted extends ChannelInboundHandlerAdapter {
    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      accepted.add(ctx.channel());
    }
  }
}
