package io.diglot.nativeprotocol.query;

import io.diglot.core.convert.Records;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.convert.CommonRecordEncoder;
import io.diglot.nativeprotocol.query.KeyScan.Wanted;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** QUERY_MESSAGE (12): messages by key, or by the producer's unique id. */
public final class QueryHandler implements RequestHandler {
  private static final int MAX_MESSAGES = 64;

  private final Topics topics;
  private final Queues queues;
  private final Records records;
  private final CommonRecordEncoder encoder;

  /** A handler on these parts. */
  public QueryHandler(Topics topics, Queues queues, Records records, CommonRecordEncoder encoder) {
    this.topics = topics;
    this.queues = queues;
    this.records = records;
    this.encoder = encoder;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.QUERY_MESSAGE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    Optional<Topic> topic = topics.find(fields.text("topic"));
    if (topic.isEmpty()) {
      return CompletableFuture.completedStage(notFound());
    }
    Wanted wanted =
        new Wanted(
            topic.get(),
            fields.text("key"),
            fields.bool("_UNIQUE_KEY_QUERY", false),
            Math.max(1, Math.min(MAX_MESSAGES, fields.int32("maxNum"))),
            Math.max(0, fields.int64("beginTimestamp")),
            fields.int64("endTimestamp"));
    return CompletableFuture.supplyAsync(
        () -> answer(new KeyScan(queues, records, encoder, wanted)), queues.readerPool());
  }

  private static Response answer(KeyScan scan) {
    List<ByteBuffer> found = scan.run();
    if (found.isEmpty()) {
      return scan.gaveUp()
          ? Response.of(
              ResponseCode.SYSTEM_ERROR,
              "not among the first "
                  + KeyScan.MAX_SCANNED
                  + " messages of that time: ask for a shorter one")
          : notFound();
    }
    Response response =
        Response.ok().field("indexLastUpdateTimestamp", 0).field("indexLastUpdatePhyoffset", 0);
    found.forEach(message -> response.body(Unpooled.wrappedBuffer(message)));
    return response;
  }

  private static Response notFound() {
    return Response.of(
        ResponseCode.QUERY_NOT_FOUND, "can not find message, maybe time range not correct");
  }
}
