package io.diglot.remoting;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open connection, seen from either end. Both ends may send requests on it: a broker notifies
 * and asks the clients that are connected to it. Its identity is the object: it is equal to nothing
 * else, and may key a map.
 *
 * <p>Every method may be called on any thread; none blocks. What is sent is sent in the order of
 * the calls of one thread.
 */
public final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Channel channel;
  private final RemotingLimits limits;

  /** Requests to the peer that wait for their answer, by opaque. Touched on the event loop only. */
  private final Map<Integer, Call> calls = new HashMap<>();

  /** Touched on the event loop only. */
  private int lastOpaque;

  /** Touched on the event loop only. */
  private boolean gone;

  Connection(Channel channel, RemotingLimits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  /**
   * Short text that tells this connection from all others of this process, for logs and admin
   * answers.
   */
  public String id() {
    return channel.id().asShortText();
  }

  /** Where the peer is; an unresolved {@code 0.0.0.0:0} for a transport that is no socket. */
  public InetSocketAddress remoteAddress() {
    return internet(channel.remoteAddress());
  }

  /** Where this end is, in the same form. */
  public InetSocketAddress localAddress() {
    return internet(channel.localAddress());
  }

  /** Whether the connection is up. */
  public boolean isOpen() {
    return channel.isActive();
  }

  /**
   * Whether the peer keeps up with reading. An answer that can wait, such as that of a held pull,
   * should wait while this is false.
   */
  public boolean isWritable() {
    return channel.isWritable();
  }

  /** Sends a request that wants no answer, and takes it over. Nothing tells whether it arrived. */
  public void oneWay(Command request) {
    runOnLoop(
        () -> write(request.under(request.header().sentAs(++lastOpaque, true))), request::release);
  }

  /**
   * Sends a request and takes it over. The future completes on the event loop, with an answer that
   * the caller must release, or with a {@link RemotingException}. Cancelling it does not unsend the
   * request.
   */
  public CompletableFuture<Command> call(Command request, Duration timeout) {
    CompletableFuture<Command> answer = new CompletableFuture<>();
    runOnLoop(
        () -> startCall(request, timeout, answer),
        () -> {
          request.release();
          answer.completeExceptionally(closed());
        });
    return answer;
  }

  /** Closes the connection; what has been written already is lost if it has not been sent. */
  public void close() {
    var unused = channel.close();
  }

  @Override
  public String toString() {
    return id() + " " + channel.remoteAddress();
  }

  Channel channel() {
    return channel;
  }

  /** Sends an answer and takes it over. */
  void reply(CommandHeader request, Response response) {
    int room = limits.maxFrameBytes() - limits.maxHeaderBytes();
    Command command = response.answering(request);
    if (command.bodyBytes() > room) {
      LOG.error(
          "an answer of {} bytes to request {} is over the frame limit",
          command.bodyBytes(),
          request.code());
      command.release();
      command =
          Response.of(ResponseCode.SYSTEM_ERROR, "the answer is over the frame limit")
              .answering(request);
    }
    Command outgoing = command;
    runOnLoop(() -> write(outgoing), outgoing::release);
  }

  /** The peer answered a request; on the event loop. Takes over the command. */
  void answered(Command answer) {
    Call call = calls.remove(answer.header().opaque());
    if (call == null) {
      answer.release();
      return;
    }
    call.timer().cancel(false);
    if (!call.answer().complete(answer)) {
      answer.release();
    }
  }

  /** The connection went; on the event loop. */
  void gone() {
    gone = true;
    List<Call> open = new ArrayList<>(calls.values());
    calls.clear();
    for (Call call : open) {
      call.timer().cancel(false);
      call.answer().completeExceptionally(closed());
    }
  }

  /**
   * Runs the task on the event loop, at once if this is its thread; or, if the loop is no more,
   * runs the other.
   */
  void runOnLoop(Runnable task, Runnable orElse) {
    if (channel.eventLoop().inEventLoop()) {
      task.run();
      return;
    }
    try {
      channel.eventLoop().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the event loop is shut down", this, e);
      orElse.run();
    }
  }

  private void startCall(Command request, Duration timeout, CompletableFuture<Command> answer) {
    if (gone) {
      request.release();
      answer.completeExceptionally(closed());
      return;
    }
    int opaque = ++lastOpaque;
    ScheduledFuture<?> timer =
        channel
            .eventLoop()
            .schedule(() -> timedOut(opaque, timeout), timeout.toNanos(), TimeUnit.NANOSECONDS);
    calls.put(opaque, new Call(answer, timer));
    write(request.under(request.header().sentAs(opaque, false)));
  }

  private void timedOut(int opaque, Duration timeout) {
    Call call = calls.remove(opaque);
    if (call != null) {
      call.answer()
          .completeExceptionally(
              new RemotingException(
                  RemotingException.Reason.TIMED_OUT,
                  "no answer from " + this + " within " + timeout));
    }
  }

  /** On the event loop. */
  private void write(Command command) {
    ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
    if (unsent != null
        && unsent.totalPendingWriteBytes() + command.bodyBytes() > limits.maxUnsentBytes()) {
      LOG.warn(
          "{}: closed, {} bytes of answers wait to be read", this, unsent.totalPendingWriteBytes());
      command.release();
      close();
      return;
    }
    // Without a promise of its own: a failure goes to the pipeline, which closes the connection.
    var unused = channel.writeAndFlush(command, channel.voidPromise());
  }

  private RemotingException closed() {
    return new RemotingException(
        RemotingException.Reason.CLOSED, "connection " + this + " is closed");
  }

  private static InetSocketAddress internet(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet
        ? internet
        : InetSocketAddress.createUnresolved("0.0.0.0", 0);
  }

  private record Call(CompletableFuture<Command> answer, ScheduledFuture<?> timer) {}
}
