package io.diglot.remoting;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks peers, over one connection to each that is made when it is first needed and again after it
 * went. Any thread may call it.
 *
 * <p>An address that is not resolved is looked up on a network thread, which blocks it meanwhile:
 * use loops of its own for a client that dials names.
 */
public final class RemotingClient implements AutoCloseable {
  private final Bootstrap bootstrap;
  private final ConcurrentMap<InetSocketAddress, CompletableFuture<Connection>> byAddress =
      new ConcurrentHashMap<>();
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);

  /**
   * A client that answers its peers' requests with these handlers; connecting takes at most {@code
   * connectTimeout}.
   */
  public RemotingClient(
      EventLoops loops,
      RemotingLimits limits,
      List<RequestHandler> handlers,
      Duration connectTimeout) {
    bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(loops.clientChannelType())
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
            .handler(
                new RemotingPipeline(limits, new DispatchTable(handlers), List.of(), connections));
  }

  /**
   * Sends a request and takes it over. The future completes with an answer that the caller must
   * release, or with a {@link RemotingException}. The timeout starts when there is a connection.
   */
  public CompletableFuture<Command> call(
      InetSocketAddress address, Command request, Duration timeout) {
    CompletableFuture<Command> answer = new CompletableFuture<>();
    var unused =
        connection(address)
            .whenComplete(
                (connection, failure) -> {
                  if (failure == null) {
                    var unusedSent =
                        connection
                            .call(request, timeout)
                            .whenComplete((a, f) -> hand(answer, a, f));
                  } else {
                    request.release();
                    answer.completeExceptionally(failure);
                  }
                });
    return answer;
  }

  /** The connection to a peer, made if there is none. */
  public CompletableFuture<Connection> connection(InetSocketAddress address) {
    CompletableFuture<Connection> made = new CompletableFuture<>();
    CompletableFuture<Connection> known = byAddress.putIfAbsent(address, made);
    if (known != null) {
      return known;
    }
    ChannelFuture connecting = bootstrap.connect(address);
    var unusedClose =
        connecting.channel().closeFuture().addListener(closed -> byAddress.remove(address, made));
    var unusedConnect =
        connecting.addListener(
            done -> connected(address, made, connecting.channel(), done.cause()));
    return made;
  }

  /** Closes every connection; open calls fail. Not to be called on a network thread. */
  @Override
  public void close() {
    var unused = connections.close().awaitUninterruptibly();
  }

  private void connected(
      InetSocketAddress address,
      CompletableFuture<Connection> made,
      Channel channel,
      @Nullable Throwable failure) {
    if (failure == null) {
      made.complete(RemotingPipeline.connectionOf(channel));
      return;
    }
    byAddress.remove(address, made);
    made.completeExceptionally(
        new RemotingException(
            RemotingException.Reason.NOT_CONNECTED, "cannot connect to " + address, failure));
  }

  private static void hand(
      CompletableFuture<Command> to, @Nullable Command answer, @Nullable Throwable failure) {
    if (failure != null) {
      to.completeExceptionally(failure);
    } else if (answer != null && !to.complete(answer)) {
      answer.release();
    }
  }
}
