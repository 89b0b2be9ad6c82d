package io.diglot.nativeprotocol.query;

import io.diglot.core.queue.Queues;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.Unpooled;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** VIEW_MESSAGE_BY_ID (33). */
public final class ViewHandler implements RequestHandler {
  private final StoredMessages messages;
  private final Queues queues;

  /** A handler on these parts. */
  public ViewHandler(StoredMessages messages, Queues queues) {
    this.messages = messages;
    this.queues = queues;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.VIEW_MESSAGE_BY_ID);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    long offset = request.fields().int64("offset");
    return CompletableFuture.supplyAsync(
        () ->
            messages
                .find(offset)
                .map(
                    message ->
                        Response.ok()
                            .body(Unpooled.wrappedBuffer(StoredMessageCodec.encode(message))))
                .orElseGet(
                    () ->
                        Response.of(
                            ResponseCode.SYSTEM_ERROR,
                            "can not find message by the offset, " + offset)),
        queues.readerPool());
  }
}
