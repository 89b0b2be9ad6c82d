package io.diglot.nativeprotocol.offset;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.topic.Topics;
import io.diglot.nativeprotocol.query.StoreTimes;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.store.QueueEnds;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * SEARCH_OFFSET_BY_TIMESTAMP (29), GET_MAX_OFFSET (30), GET_MIN_OFFSET (31) and
 * GET_EARLIEST_MSG_STORETIME (32). A queue that does not exist is answered like an empty one.
 */
public final class QueueEndsHandler implements RequestHandler {
  private final Topics topics;
  private final Queues queues;
  private final StoreTimes storeTimes;

  /** A handler on these parts. */
  public QueueEndsHandler(Topics topics, Queues queues) {
    this.topics = topics;
    this.queues = queues;
    this.storeTimes = new StoreTimes(queues);
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.SEARCH_OFFSET_BY_TIMESTAMP,
        RequestCode.GET_MAX_OFFSET,
        RequestCode.GET_MIN_OFFSET,
        RequestCode.GET_EARLIEST_MSG_STORETIME);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    OptionalLong key = queueKey(fields.text("topic"), fields.int32("queueId"));
    return switch (request.code()) {
      case RequestCode.SEARCH_OFFSET_BY_TIMESTAMP ->
          search(key, fields.int64("timestamp"), fields.text("boundaryType", "LOWER"));
      case RequestCode.GET_MAX_OFFSET -> offset(ends(key).end());
      case RequestCode.GET_MIN_OFFSET -> offset(ends(key).start());
      default -> earliest(key);
    };
  }

  private OptionalLong queueKey(String name, int queueId) {
    Optional<Topic> topic = topics.find(name);
    return topic.isPresent() && topic.get().hasQueue(queueId)
        ? OptionalLong.of(topic.get().queueKey(queueId))
        : OptionalLong.empty();
  }

  private QueueEnds ends(OptionalLong key) {
    return key.isPresent() ? queues.ends(key.getAsLong()) : QueueEnds.EMPTY;
  }

  private static CompletionStage<Response> offset(long offset) {
    return CompletableFuture.completedStage(Response.ok().field("offset", offset));
  }

  /** The first offset at or after the time, or (boundary UPPER) the last one at or before it. */
  private CompletionStage<Response> search(OptionalLong key, long timestamp, String boundary) {
    if (key.isEmpty()) {
      return offset(0);
    }
    boolean upper = boundary.equalsIgnoreCase("UPPER") && timestamp < Long.MAX_VALUE;
    return CompletableFuture.supplyAsync(
        () -> {
          long found = queues.firstOffsetSince(key.getAsLong(), upper ? timestamp + 1 : timestamp);
          long start = queues.ends(key.getAsLong()).start();
          return Response.ok().field("offset", upper ? Math.max(start, found - 1) : found);
        },
        queues.readerPool());
  }

  private CompletionStage<Response> earliest(OptionalLong key) {
    return CompletableFuture.supplyAsync(
        () -> {
          long time =
              key.isPresent()
                  ? storeTimes.at(key.getAsLong(), queues.ends(key.getAsLong()).start())
                  : StoreTimes.NONE;
          return Response.ok().field("timestamp", time);
        },
        queues.readerPool());
  }
}
