package io.diglot.remoting;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Listens on any number of ports, all of which serve the same handlers: a broker also listens on
 * its port − 2, where RocketMQ clients with the "VIP channel" switched on look for it.
 */
public final class RemotingServer implements AutoCloseable {
  private static final int BACKLOG = 1024;
  private static final Duration FLUSH_WITHIN = Duration.ofSeconds(5);

  private final ServerBootstrap bootstrap;
  private final ChannelGroup listening = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  /**
   * A server that does not listen yet.
   *
   * @throws IllegalArgumentException if two handlers declare one request code
   */
  public RemotingServer(
      EventLoops loops,
      RemotingLimits limits,
      List<RequestHandler> handlers,
      List<ConnectionListener> listeners) {
    RemotingPipeline pipeline =
        new RemotingPipeline(limits, new DispatchTable(handlers), listeners, connections);
    bootstrap =
        new ServerBootstrap()
            .group(loops.group())
            .channel(loops.serverChannelType())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(pipeline);
  }

  /**
   * Listens on one more address and gives the one that it got: port 0 takes any free one. Blocks
   * until it listens; not to be called on a network thread.
   *
   * @throws IOException if the address cannot be had
   */
  public InetSocketAddress bind(InetSocketAddress address) throws IOException {
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException("cannot listen on " + address, bound.cause());
    }
    listening.add(bound.channel());
    return (InetSocketAddress) bound.channel().localAddress();
  }

  /** The connections that are open now. */
  public List<Connection> connections() {
    List<Connection> open = new ArrayList<>();
    for (Channel channel : connections) {
      open.add(RemotingPipeline.connectionOf(channel));
    }
    return open;
  }

  /**
   * Stops listening, stops reading requests, sends the answers that are ready, and closes every
   * connection; gives a peer that does not read a few seconds. Answers that become ready later are
   * dropped. Not to be called on a network thread.
   */
  @Override
  public void close() {
    var unusedListening = listening.close().awaitUninterruptibly();
    for (Channel channel : connections) {
      channel.config().setAutoRead(false);
      var unusedFlush =
          channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
    connections
        .newCloseFuture()
        .awaitUninterruptibly(FLUSH_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    var unusedConnections = connections.close().awaitUninterruptibly();
  }
}
