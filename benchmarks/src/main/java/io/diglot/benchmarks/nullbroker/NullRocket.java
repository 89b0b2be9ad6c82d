package io.diglot.benchmarks.nullbroker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** As much of RocketMQ's protocol as a producer and a push consumer need. */
final class NullRocket implements RequestHandler {
  private static final String HOST = "127.0.0.1";
  private static final int MESSAGES = 32;
  private static final int VALUE_BYTES = 1024;
  private static final long END = Long.MAX_VALUE / 2;

  /** What the client decodes an id of; it is not asked for. */
  private static final String MESSAGE_ID = "7F00000100002A9F0000000000000000";

  private final NullTopics topics;
  private final Optional<NullStore> store;
  private final ObjectMapper json = new ObjectMapper();
  private final byte[] message;
  private volatile String clientId = "";

  NullRocket(NullTopics topics, Optional<NullStore> store) {
    this.topics = topics;
    this.store = store;
    this.message = message();
  }

  private static byte[] message() {
    byte[] value = new byte[VALUE_BYTES];
    new Random(1).nextBytes(value);
    StoredHost host = StoredHost.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    ByteBuffer properties =
        ByteBuffer.wrap(
            "UNIQ_KEY\u00017F0000010BB818B4AAC20000000000000\u0002CLUSTER\u0001null\u0002"
                .getBytes(StandardCharsets.UTF_8));
    StoredMessage stored =
        new StoredMessage(
            "benchmark", 0, 0, 0, 0, 0, 0, host, 0, host, 0, 0, ByteBuffer.wrap(value), properties);
    ByteBuffer encoded = StoredMessageCodec.encode(stored);
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_ROUTEINFO_BY_TOPIC,
        RequestCode.HEART_BEAT,
        RequestCode.UNREGISTER_CLIENT,
        RequestCode.GET_CONSUMER_LIST_BY_GROUP,
        RequestCode.QUERY_CONSUMER_OFFSET,
        RequestCode.UPDATE_CONSUMER_OFFSET,
        RequestCode.SEND_MESSAGE_V2,
        RequestCode.SEND_BATCH_MESSAGE,
        RequestCode.PULL_MESSAGE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return switch (request.code()) {
      case RequestCode.SEND_MESSAGE_V2 -> send(request, 1);
      case RequestCode.SEND_BATCH_MESSAGE -> send(request, count(request.body()));
      default -> CompletableFuture.completedStage(answer(connection, request));
    };
  }

  private CompletionStage<Response> send(Command request, int messages) {
    return store
        .map(one -> one.append(request.body().nioBuffer()))
        .orElse(NullStore.SAFE)
        .thenApply(done -> sent(request.fields(), messages));
  }

  private Response answer(Connection connection, Command request) {
    Fields fields = request.fields();
    return switch (request.code()) {
      case RequestCode.GET_ROUTEINFO_BY_TOPIC -> route(connection, fields.text("topic"));
      case RequestCode.HEART_BEAT -> heartbeat(request);
      case RequestCode.GET_CONSUMER_LIST_BY_GROUP ->
          Response.ok().body(text("{\"consumerIdList\":[\"" + clientId + "\"]}"));
      case RequestCode.QUERY_CONSUMER_OFFSET -> Response.ok().field("offset", 0);
      case RequestCode.PULL_MESSAGE -> pulled(fields.int64("queueOffset"));
      default -> Response.ok();
    };
  }

  private Response route(Connection connection, String topic) {
    String address = HOST + ":" + connection.localAddress().getPort();
    int count = topics.queues(topic);
    if (count == 0) {
      return Response.of(ResponseCode.TOPIC_NOT_EXIST, "no route of " + topic);
    }
    return Response.ok()
        .body(
            text(
                "{\"brokerDatas\":[{\"brokerAddrs\":{\"0\":\"%s\"},\"brokerName\":\"null\",\"cluster\":\"null\"}],"
                        .formatted(address)
                    + "\"filterServerTable\":{},\"queueDatas\":[{\"brokerName\":\"null\",\"perm\":6,"
                    + "\"readQueueNums\":%1$d,\"writeQueueNums\":%1$d,\"topicSysFlag\":0}]}"
                        .formatted(count)));
  }

  private Response heartbeat(Command request) {
    try {
      byte[] body = new byte[request.body().readableBytes()];
      request.body().getBytes(request.body().readerIndex(), body);
      clientId = json.readTree(body).path("clientID").asText();
      return Response.ok();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response sent(Fields fields, int messages) {
    int queue = fields.int32("e");
    return Response.ok()
        .field("msgId", MESSAGE_ID)
        .field("queueId", queue)
        .field("queueOffset", topics.append(fields.text("b"), queue, messages));
  }

  /** The messages in a batch, each of which begins with its length. */
  private static int count(ByteBuf batch) {
    int count = 0;
    for (int at = batch.readerIndex(); at < batch.writerIndex(); at += batch.getInt(at)) {
      count++;
    }
    return count;
  }

  /** As much as a client takes at once, whatever the queue got: it knows itself when it ends. */
  private Response pulled(long offset) {
    ByteBuf body = Unpooled.directBuffer(MESSAGES * message.length);
    for (int i = 0; i < MESSAGES; i++) {
      int at = body.writerIndex();
      body.writeBytes(message);
      body.setLong(at + StoredMessageCodec.QUEUE_OFFSET_FIELD, offset + i);
    }
    return Response.of(ResponseCode.SUCCESS, "FOUND")
        .field("suggestWhichBrokerId", 0)
        .field("nextBeginOffset", offset + MESSAGES)
        .field("minOffset", 0)
        .field("maxOffset", END)
        .body(body);
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }
}
