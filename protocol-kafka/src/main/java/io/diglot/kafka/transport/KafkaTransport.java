package io.diglot.kafka.transport;

import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.BrokerNode;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Listens, and serves the connections that come in. Thread-safe. */
public final class KafkaTransport implements AutoCloseable {
  /** Unsent bytes of a connection between which it is read again and no further. */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(256 << 10, 1 << 20);

  private final TransportConfig config;
  private final ApiTable apis;
  private final EventLoopGroup loops;
  private final IdentityHashMap<EventExecutor, SpareBuffer> spares = new IdentityHashMap<>();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final AtomicLong connectionNumbers = new AtomicLong();

  /** Starts the threads; nothing listens yet. */
  public KafkaTransport(TransportConfig config, ApiTable apis) {
    this.config = config;
    this.apis = apis;
    this.loops =
        new MultiThreadIoEventLoopGroup(
            config.ioThreads(),
            new DefaultThreadFactory("kafka-io"),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    loops.forEach(loop -> spares.put(loop, new SpareBuffer()));
  }

  /**
   * Opens a listener.
   *
   * @return the bound port
   * @throws IOException if the address cannot be had
   */
  public int listen(Listener listener) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
            .childOption(ChannelOption.MESSAGE_SIZE_ESTIMATOR, GatheredFrame.sizes())
            .childHandler(new Connections(listener));
    if (config.sendBufferBytes() > 0) {
      bootstrap.childOption(ChannelOption.SO_SNDBUF, config.sendBufferBytes());
    }
    ChannelFuture bound = bootstrap.bind(listener.address()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + listener.address(), bound.cause());
    }
    channels.add(bound.channel());
    return port(bound.channel());
  }

  /** Closes listeners and connections, and ends the threads. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    spares.values().forEach(SpareBuffer::close);
  }

  private static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  private static int port(Channel channel) {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Sets up what comes in through one listener. */
  private final class Connections extends ChannelInitializer<Channel> {
    private final Listener listener;

    Connections(Listener listener) {
      this.listener = listener;
    }

    @Override
    protected void initChannel(Channel channel) {
      channels.add(channel);
      BrokerNode node = listener.node(port(channel));
      NettyConnection connection =
          new NettyConnection(connectionNumbers.incrementAndGet(), channel, node);
      FrameReceiver frames = new FrameReceiver(config.maxRequestBytes(), spareOf(channel));
      channel.config().setRecvByteBufAllocator(frames.buffers());
      channel
          .pipeline()
          .addLast(new IdleStateHandler(config.maxIdle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
          .addLast(frames)
          .addLast(new ConnectionHandler(apis, connection));
    }

    private SpareBuffer spareOf(Channel channel) {
      return Objects.requireNonNull(spares.get(channel.eventLoop()));
    }
  }
}
