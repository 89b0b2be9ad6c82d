package io.diglot.remoting;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of a connection's pipeline: gives requests to their handlers and answers to who
 * waits for them, and keeps the peer from costing more than {@link RemotingLimits} allow.
 * Everything here runs on the connection's event loop.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<Command> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

  private final Connection connection;
  private final RemotingLimits limits;
  private final DispatchTable handlers;
  private final List<ConnectionListener> listeners;
  private int openRequests;
  private long leftToSend;

  ConnectionHandler(
      Connection connection,
      RemotingLimits limits,
      DispatchTable handlers,
      List<ConnectionListener> listeners) {
    super(Command.class, false);
    this.connection = connection;
    this.limits = limits;
    this.handlers = handlers;
    this.listeners = listeners;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Command command) {
    if (command.header().isResponse()) {
      connection.answered(command);
    } else if (openRequests >= limits.maxOpenRequests()) {
      finish(
          command,
          Response.of(
              ResponseCode.SYSTEM_BUSY, "[OVERLOAD] too many open requests on this connection"));
    } else {
      openRequests++;
      serve(command);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    boolean writable = context.channel().isWritable();
    context.channel().config().setAutoRead(writable);
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connection.gone();
    for (ConnectionListener listener : listeners) {
      listener.closed(connection);
    }
    context.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && !isTaking(context.channel())) {
      LOG.info("{}: closed, idle for {}", connection, limits.idle());
      connection.close();
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  /** Whether the peer, which sends nothing, took some of what waits for it since the last look. */
  private boolean isTaking(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    long left = unsent == null ? 0 : unsent.totalPendingWriteBytes() - unsent.currentProgress();
    boolean taking = left > 0 && left != leftToSend;
    leftToSend = left;
    return taking;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof DecoderException) {
      LOG.warn("{}: closed, {}", connection, cause.getMessage());
    } else if (cause instanceof IOException) {
      LOG.debug("{}: closed", connection, cause);
    } else {
      LOG.error("{}: closed", connection, cause);
    }
    connection.close();
  }

  private void serve(Command request) {
    RequestHandler handler = handlers.find(request.code());
    CompletionStage<Response> answer =
        handler == null
            ? CompletableFuture.completedStage(unsupported(request))
            : call(handler, request);
    answer.whenComplete(
        (response, failure) -> {
          Response outcome = failure == null ? response : describe(request, failure);
          connection.runOnLoop(() -> served(request, outcome), () -> drop(request, outcome));
        });
  }

  /**
   * An edge: whatever a handler throws must become an answer, and must not disturb the connection's
   * other requests.
   */
  private CompletionStage<Response> call(RequestHandler handler, Command request) {
    try {
      return handler.handle(connection, request);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private void served(Command request, Response response) {
    openRequests--;
    finish(request, response);
  }

  private void finish(Command request, Response response) {
    if (request.header().isOneWay()) {
      response.release();
    } else {
      connection.reply(request.header(), response);
    }
    request.release();
  }

  private static void drop(Command request, Response response) {
    response.release();
    request.release();
  }

  private static Response unsupported(Command request) {
    return Response.of(
        ResponseCode.REQUEST_CODE_NOT_SUPPORTED,
        " request type " + request.code() + " not supported");
  }

  private Response describe(Command request, Throwable failure) {
    @Nullable Throwable cause =
        failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof BadRequestException bad) {
      return Response.of(bad.code(), String.valueOf(bad.getMessage()));
    }
    LOG.error("{}: request {} failed", connection, request.code(), failure);
    return Response.of(
        ResponseCode.SYSTEM_ERROR, "internal error: " + failure.getClass().getSimpleName());
  }
}
