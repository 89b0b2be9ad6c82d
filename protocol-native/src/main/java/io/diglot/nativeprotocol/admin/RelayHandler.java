package io.diglot.nativeprotocol.admin;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.queue.Queues;
import io.diglot.nativeprotocol.client.ClientTable;
import io.diglot.nativeprotocol.client.ClientTable.Client;
import io.diglot.nativeprotocol.message.MessageId;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.query.StoredMessages;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * GET_CONSUMER_RUNNING_INFO (307) and CONSUME_MESSAGE_DIRECTLY (309), which the named client itself
 * answers.
 */
public final class RelayHandler implements RequestHandler {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ClientGroups groups;
  private final ClientTable clients;
  private final StoredMessages messages;
  private final Queues queues;

  /** A handler on these parts. */
  public RelayHandler(
      ClientGroups groups, ClientTable clients, StoredMessages messages, Queues queues) {
    this.groups = groups;
    this.clients = clients;
    this.messages = messages;
    this.queues = queues;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.GET_CONSUMER_RUNNING_INFO, RequestCode.CONSUME_MESSAGE_DIRECTLY);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    String group = request.fields().text("consumerGroup");
    String clientId = request.fields().text("clientId", "");
    Optional<Client> client =
        groups.members(group).stream()
            .filter(member -> member.clientId().equals(clientId))
            .findFirst()
            .flatMap(member -> clients.find(member.connection()));
    if (client.isEmpty()) {
      return CompletableFuture.completedStage(
          Response.of(
              ResponseCode.SYSTEM_ERROR,
              "The Consumer <" + group + "> <" + clientId + "> not online"));
    }
    if (request.code() == RequestCode.GET_CONSUMER_RUNNING_INFO) {
      return relay(client.get(), request, Unpooled.EMPTY_BUFFER);
    }
    String id = request.fields().text("msgId", "");
    return CompletableFuture.supplyAsync(() -> message(id), queues.readerPool())
        .thenCompose(
            body ->
                body.isPresent()
                    ? relay(client.get(), request, body.get())
                    : CompletableFuture.completedStage(
                        Response.of(ResponseCode.SYSTEM_ERROR, "no message has the id " + id)));
  }

  private Optional<ByteBuf> message(String id) {
    return MessageId.parse(id)
        .flatMap(parsed -> messages.find(parsed.physicalOffset()))
        .map(message -> Unpooled.wrappedBuffer(StoredMessageCodec.encode(message)));
  }

  private static CompletionStage<Response> relay(Client client, Command request, ByteBuf body) {
    Command asked =
        Command.request(
            request.code(), request.header().fields(), request.header().encoding(), List.of(body));
    return client
        .connection()
        .call(asked, PATIENCE)
        .handle(
            (answer, failure) ->
                failure == null
                    ? Response.relayed(answer)
                    : Response.of(
                        ResponseCode.SYSTEM_ERROR,
                        "the client did not answer: " + failure.getMessage()));
  }
}
