package io.diglot.kafka.transport;

import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.diglot.kafka.transport.RequestParser.MalformedRequestException;
import io.diglot.kafka.transport.ResponseSequencer.Slot;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCounted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: starts the requests of its frames one after the other (see {@link KafkaApi} for
 * when the next may start), and writes the replies in order. Reads no further while frames wait,
 * too many replies are outstanding, or the peer does not take what it is sent; so a connection
 * holds a bounded number of bytes. Confined to its event loop.
 */
// Netty's own futures are dropped on purpose: a failed write closes the channel, which is where
// failures are handled.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

  /** Replies that may be outstanding before the connection is read no further. */
  private static final int MAX_IN_FLIGHT = 256;

  private final ApiTable apis;
  private final NettyConnection connection;
  private final ResponseSequencer sequencer = new ResponseSequencer(this::write);
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext channel;

  /** A request is being handled that the next one may not overlap. */
  private boolean busy;

  /** Nothing is started any more: the connection ends after the replies that are due. */
  private boolean ending;

  /** Bytes that the peer had still to take when it was last found silent. */
  private long leftToSend;

  private boolean pumping;
  private boolean unflushed;

  ConnectionHandler(ApiTable apis, NettyConnection connection) {
    this.apis = apis;
    this.connection = connection;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    if (ending) {
      ((ByteBuf) frame).release();
    } else {
      waiting.add((ByteBuf) frame);
      pump(ctx);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flush(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    pump(ctx);
    flush(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    ending = true;
    sequencer.close();
    waiting.forEach(ByteBuf::release);
    waiting.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      // A request that waits for its time (a long poll, a rebalance) is no idleness, but a peer
      // that does not read is.
      boolean waits = sequencer.inFlight() > 0 && ctx.channel().isWritable();
      if (!isTaking(ctx.channel()) && !waits) {
        ctx.close();
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** Whether the peer took some of what it is sent since this was asked last. */
  private boolean isTaking(Channel channel) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    long left = unsent == null ? 0 : unsent.totalPendingWriteBytes() - unsent.currentProgress();
    boolean taking = left > 0 && left != leftToSend;
    leftToSend = left;
    return taking;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof DecoderException) {
      LOG.warn("{} closed: {}", connection, cause.getMessage());
    } else if (cause instanceof IOException) {
      LOG.debug("{} lost", connection, cause);
    } else {
      LOG.error("{} closed", connection, cause);
    }
    ctx.close();
  }

  private void pump(ChannelHandlerContext ctx) {
    if (pumping) {
      return;
    }
    pumping = true;
    while (mayStart(ctx) && !waiting.isEmpty()) {
      ByteBuf frame = waiting.remove();
      try {
        start(frame);
      } finally {
        frame.release();
      }
    }
    pumping = false;
    ctx.channel().config().setAutoRead(waiting.isEmpty() && mayGoOn(ctx));
  }

  private boolean mayStart(ChannelHandlerContext ctx) {
    return !busy && mayGoOn(ctx);
  }

  private boolean mayGoOn(ChannelHandlerContext ctx) {
    return !ending && sequencer.inFlight() < MAX_IN_FLIGHT && ctx.channel().isWritable();
  }

  private void start(ByteBuf frame) {
    ByteBuffer bytes = frame.nioBuffer();
    RequestHeader header;
    try {
      header = RequestParser.header(bytes);
    } catch (MalformedRequestException e) {
      hangUp(new RequestHeader(ApiKeys.API_VERSIONS, (short) 0, "", 0), e.getMessage());
      return;
    }
    Optional<KafkaApi<?>> api = apis.find(header.apiKey(), handledVersion(header));
    if (api.isEmpty()) {
      hangUp(header, header.apiKey() + " v" + header.apiVersion() + " is not offered");
      return;
    }
    try {
      AbstractRequest request = RequestParser.body(header, bytes);
      run(api.get(), header, request);
    } catch (MalformedRequestException e) {
      hangUp(header, e.getMessage());
    }
  }

  /** ApiVersions is asked first of all, in whatever version the client hopes for. */
  private static short handledVersion(RequestHeader header) {
    return header.apiKey() == ApiKeys.API_VERSIONS ? 0 : header.apiVersion();
  }

  private void hangUp(RequestHeader header, @Nullable String reason) {
    ending = true;
    sequencer.open(header).complete(new Reply.Hangup(String.valueOf(reason)));
  }

  private <Q extends AbstractRequest> void run(
      KafkaApi<Q> api, RequestHeader header, AbstractRequest request) {
    Slot slot = sequencer.open(header);
    String clientId = header.clientId() == null ? "" : header.clientId();
    RequestContext context =
        new RequestContext(header.apiKey(), header.apiVersion(), clientId, connection);
    CompletionStage<Reply> stage;
    try {
      stage = api.handle(context, api.requestType().cast(request));
    } catch (RuntimeException e) {
      slot.complete(failure(header, request, e));
      return;
    }
    boolean exclusive = !api.overlaps();
    busy = exclusive;
    stage.whenComplete(
        (reply, error) ->
            onLoop(
                () ->
                    finish(
                        slot, exclusive, error == null ? reply : failure(header, request, error))));
  }

  private void finish(Slot slot, boolean exclusive, Reply reply) {
    if (exclusive) {
      busy = false;
    }
    slot.complete(reply);
    ChannelHandlerContext ctx = channel;
    if (ctx != null && !pumping) {
      pump(ctx);
      flush(ctx);
    }
  }

  private void onLoop(Runnable task) {
    ChannelHandlerContext ctx = channel;
    if (ctx == null || ctx.executor().inEventLoop()) {
      task.run();
    } else {
      ctx.executor().execute(task);
    }
  }

  private Reply failure(RequestHeader header, AbstractRequest request, Throwable error) {
    LOG.error("{} {} v{} failed", connection, header.apiKey(), header.apiVersion(), error);
    return Optional.ofNullable(request.getErrorResponse(0, cause(error)))
        .map(Reply::of)
        .orElseGet(() -> new Reply.Hangup("a request failed that has no response"));
  }

  private static Throwable cause(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  private void write(Slot slot) {
    ChannelHandlerContext ctx = channel;
    if (ctx == null) {
      return;
    }
    Reply reply = slot.reply();
    if (reply instanceof Reply.Answer answer) {
      writeAnswer(ctx, slot.header(), answer);
    } else if (reply instanceof Reply.Hangup hangup) {
      ending = true;
      LOG.warn("{} closed: {}", connection, hangup.reason());
      ctx.writeAndFlush(ctx.alloc().buffer(0)).addListener(done -> ctx.close());
    }
  }

  private void writeAnswer(ChannelHandlerContext ctx, RequestHeader header, Reply.Answer answer) {
    ReferenceCounted frame;
    try {
      frame = ResponseEncoder.encode(ctx.channel(), header, answer.response());
    } catch (RuntimeException e) {
      answer.release().run();
      LOG.error(
          "{} closed: {} v{} cannot be encoded",
          connection,
          header.apiKey(),
          header.apiVersion(),
          e);
      ending = true;
      ctx.close();
      return;
    }
    ctx.write(frame).addListener(done -> answer.release().run());
    unflushed = true;
  }

  private void flush(ChannelHandlerContext ctx) {
    if (unflushed) {
      unflushed = false;
      ctx.flush();
    }
  }
}
