package io.diglot.kafka.transport;

import io.diglot.kafka.api.ApiTable;
import io.diglot.kafka.api.BrokerNode;
import io.diglot.kafka.api.KafkaApi;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.api.RequestContext;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.HeartbeatResponseData;
import org.apache.kafka.common.message.ListGroupsRequestData;
import org.apache.kafka.common.message.ListGroupsResponseData;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.HeartbeatRequest;
import org.apache.kafka.common.requests.HeartbeatResponse;
import org.apache.kafka.common.requests.ListGroupsRequest;
import org.apache.kafka.common.requests.ListGroupsResponse;

/** A connection without a socket, with one API whose requests overlap and one whose do not. */
final class Calls implements AutoCloseable {
  /** Heartbeat: its requests overlap. */
  final Held<HeartbeatRequest> overlapping =
      new Held<>(ApiKeys.HEARTBEAT, HeartbeatRequest.class, true);

  /** ListGroups: the next request waits. */
  final Held<ListGroupsRequest> exclusive =
      new Held<>(ApiKeys.LIST_GROUPS, ListGroupsRequest.class, false);

  final EmbeddedChannel channel = new EmbeddedChannel();
  private final SpareBuffer spare = new SpareBuffer();
  private int correlation;

  Calls(int maxRequestBytes) {
    BrokerNode node = new BrokerNode("cluster", 7, "host", 9);
    channel.pipeline().addLast(new FrameReceiver(maxRequestBytes, spare));
    channel
        .pipeline()
        .addLast(
            new ConnectionHandler(
                new ApiTable(List.of(overlapping, exclusive)),
                new NettyConnection(1, channel, node)));
  }

  /** Sends a request of the overlapping API; answers its correlation id. */
  int overlap() {
    return send(ApiKeys.HEARTBEAT, 4, new HeartbeatRequestData().setGroupId("g"));
  }

  /** Sends a request of the other API. */
  int exclude() {
    return send(ApiKeys.LIST_GROUPS, 5, new ListGroupsRequestData());
  }

  int send(ApiKeys key, int version, ApiMessage body) {
    channel.writeInbound(
        frame(key.id, version, ++correlation, key.requestHeaderVersion((short) version), body));
    return correlation;
  }

  static ByteBuf frame(
      int key, int version, int correlation, short headerVersion, ApiMessage body) {
    RequestHeaderData header =
        new RequestHeaderData()
            .setRequestApiKey((short) key)
            .setRequestApiVersion((short) version)
            .setClientId("c")
            .setCorrelationId(correlation);
    ByteBuffer head = MessageUtil.toByteBufferAccessor(header, headerVersion).buffer();
    ByteBuffer tail = MessageUtil.toByteBufferAccessor(body, (short) version).buffer();
    return Unpooled.buffer()
        .writeInt(head.remaining() + tail.remaining())
        .writeBytes(head)
        .writeBytes(tail);
  }

  /** Correlation ids of the answers that came out since the last call. */
  List<Integer> answered() {
    channel.runPendingTasks();
    ByteBuf all = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.writeBytes(part);
      part.release();
    }
    List<Integer> ids = new ArrayList<>();
    while (all.isReadable()) {
      ByteBuf frame = all.readSlice(all.readInt());
      ids.add(frame.readInt());
    }
    return ids;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
    spare.close();
  }

  /** An API whose answers the test gives. */
  static final class Held<Q extends AbstractRequest> implements KafkaApi<Q> {
    private final ApiKeys key;
    private final Class<Q> type;
    private final boolean overlaps;
    final List<CompletableFuture<Reply>> started = new ArrayList<>();
    int released;

    Held(ApiKeys key, Class<Q> type, boolean overlaps) {
      this.key = key;
      this.type = type;
      this.overlaps = overlaps;
    }

    /** Gives the answer of the nth request. */
    void answer(int n) {
      started
          .get(n)
          .complete(
              new Reply.Answer(
                  key == ApiKeys.HEARTBEAT
                      ? new HeartbeatResponse(new HeartbeatResponseData())
                      : new ListGroupsResponse(new ListGroupsResponseData()),
                  () -> released++));
    }

    @Override
    public ApiKeys key() {
      return key;
    }

    @Override
    public Class<Q> requestType() {
      return type;
    }

    @Override
    public boolean overlaps() {
      return overlaps;
    }

    @Override
    public CompletionStage<Reply> handle(RequestContext context, Q request) {
      CompletableFuture<Reply> reply = new CompletableFuture<>();
      started.add(reply);
      return reply;
    }
  }
}
