package io.diglot.remoting;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The network threads that servers and clients share: epoll where the platform has it, NIO
 * elsewhere. Whoever makes one closes it, after everything that uses it.
 */
public final class EventLoops implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final boolean epoll;
  private final EventLoopGroup group;

  /**
   * Makes {@code threads} daemon threads, started as they are needed, whose names begin with {@code
   * name}.
   *
   * @throws IllegalArgumentException if there is not at least one thread
   */
  public EventLoops(String name, int threads) {
    this(name, threads, Epoll.isAvailable());
  }

  EventLoops(String name, int threads, boolean epoll) {
    if (threads < 1) {
      throw new IllegalArgumentException("network threads: " + threads);
    }
    this.epoll = epoll;
    IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group =
        new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(name, true), factory);
  }

  /**
   * One of the loops, for periodic and delayed work that does not block. Tasks of one call to this
   * method's result run one at a time.
   */
  public ScheduledExecutorService scheduler() {
    return group.next();
  }

  EventLoopGroup group() {
    return group;
  }

  Class<? extends ServerChannel> serverChannelType() {
    return epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  Class<? extends SocketChannel> clientChannelType() {
    return epoll ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /**
   * Stops the threads, after the tasks that are queued; waits a few seconds for them. Not to be
   * called on one of them.
   */
  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_WITHIN.toMillis() * 2, TimeUnit.MILLISECONDS);
  }
}
