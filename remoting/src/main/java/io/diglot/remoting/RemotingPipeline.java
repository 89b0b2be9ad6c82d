package io.diglot.remoting;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.AttributeKey;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes the pipeline of a connection; the same for both ends. */
final class RemotingPipeline extends ChannelInitializer<Channel> {
  private static final AttributeKey<Connection> CONNECTION =
      AttributeKey.valueOf(Connection.class, "connection");
  private static final int WRITES_PER_FLUSH = 64;

  private final RemotingLimits limits;
  private final DispatchTable handlers;
  private final List<ConnectionListener> listeners;
  private final ChannelGroup channels;

  /** Every channel that is made joins {@code channels}, and leaves it when it closes. */
  RemotingPipeline(
      RemotingLimits limits,
      DispatchTable handlers,
      List<ConnectionListener> listeners,
      ChannelGroup channels) {
    this.limits = limits;
    this.handlers = handlers;
    this.listeners = List.copyOf(listeners);
    this.channels = channels;
  }

  /** The connection of a channel that this class has set up. */
  static Connection connectionOf(Channel channel) {
    return channel.attr(CONNECTION).get();
  }

  @Override
  protected void initChannel(Channel channel) {
    channels.add(channel);
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(limits.lowWaterBytes(), limits.highWaterBytes()));
    Connection connection = new Connection(channel, limits);
    channel.attr(CONNECTION).set(connection);
    channel
        .pipeline()
        .addLast(new FlushConsolidationHandler(WRITES_PER_FLUSH, true))
        .addLast(new IdleStateHandler(limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS))
        .addLast(new FrameDecoder(limits))
        .addLast(new FrameEncoder(limits))
        .addLast(new ConnectionHandler(connection, limits, handlers, listeners));
  }
}
