package io.diglot.nativeprotocol.send;

import io.diglot.core.model.Result;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.Stored;
import io.diglot.nativeprotocol.answer.Refusals;
import io.diglot.nativeprotocol.append.MessageAppender;
import io.diglot.nativeprotocol.append.Outgoing;
import io.diglot.nativeprotocol.message.MalformedMessageException;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.PropertyNames;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.topic.TopicCreation;
import io.diglot.nativeprotocol.topic.TopicNames;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** SEND_MESSAGE (10), SEND_MESSAGE_V2 (310) and SEND_BATCH_MESSAGE (320). */
public final class SendHandler implements RequestHandler {
  private final TopicCreation creation;
  private final DeadLetters deadLetters;
  private final MessageAppender appender;
  private final Receipts receipts;
  private final AtomicInteger anyQueue = new AtomicInteger();

  /** A handler on these parts. */
  public SendHandler(
      TopicCreation creation,
      DeadLetters deadLetters,
      MessageAppender appender,
      Receipts receipts) {
    this.creation = creation;
    this.deadLetters = deadLetters;
    this.appender = appender;
    this.receipts = receipts;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.SEND_MESSAGE, RequestCode.SEND_MESSAGE_V2, RequestCode.SEND_BATCH_MESSAGE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    SendHeader header = SendHeader.of(request);
    Optional<String> problem = TopicNames.problem(header.topic());
    if (problem.isPresent()) {
      return answer(ResponseCode.INVALID_PARAMETER, problem.get());
    }
    if (TopicNames.isReserved(header.topic())) {
      return answer(
          ResponseCode.NO_PERMISSION,
          "Sending message to topic[" + header.topic() + "] is forbidden.");
    }
    return creation
        .forSend(header.topic(), header.template(), header.templateQueues(), header.unit())
        .thenCompose(
            found -> {
              if (found instanceof Result.Failed<Topic> refused) {
                return CompletableFuture.completedStage(Refusals.of(refused));
              }
              Topic topic = ((Result.Ok<Topic>) found).value();
              return store(connection, request, header, topic);
            });
  }

  private CompletionStage<Response> store(
      Connection connection, Command request, SendHeader header, Topic topic) {
    if (header.queueId() >= topic.queueCount()) {
      return answer(
          ResponseCode.INVALID_PARAMETER,
          "request queueId["
              + header.queueId()
              + "] is illegal, topic "
              + topic.name()
              + " has "
              + topic.queueCount()
              + " queues");
    }
    int queueId =
        header.queueId() >= 0
            ? header.queueId()
            : Math.floorMod(anyQueue.getAndIncrement(), Math.max(1, topic.writeQueues()));
    StoredHost bornHost = StoredHost.of(connection.remoteAddress());
    return header.batch()
        ? storeBatch(request, header, topic, queueId, bornHost)
        : storeOne(request, header, topic, queueId, bornHost);
  }

  private CompletionStage<Response> storeOne(
      Command request, SendHeader header, Topic topic, int queueId, StoredHost bornHost) {
    Map<String, String> properties = MessageProperties.decode(header.properties());
    properties.remove(PropertyNames.POP_CK);
    boolean retried = header.reconsumeTimes() > 0 && properties.containsKey(PropertyNames.DELAY);
    if (Boolean.parseBoolean(properties.get(PropertyNames.TRAN_MSG)) && !retried) {
      return answer(ResponseCode.NO_PERMISSION, "the broker does not take transaction messages");
    }
    Outgoing message =
        new Outgoing(
            topic,
            queueId,
            header.flag(),
            header.sysFlag(),
            header.bornTimestamp(),
            bornHost,
            header.reconsumeTimes(),
            request.body().nioBuffer(),
            properties);
    if (!TopicNames.isRetry(topic.name())) {
      return append(message);
    }
    return deadLetters
        .divert(message, header.maxReconsumeTimes(), request.version())
        .thenCompose(
            diverted ->
                diverted instanceof Result.Ok<Outgoing> ok
                    ? append(ok.value())
                    : CompletableFuture.completedStage(
                        Refusals.of((Result.Failed<Outgoing>) diverted)));
  }

  private CompletionStage<Response> append(Outgoing message) {
    Result<Stored> result = appender.append(message);
    if (result instanceof Result.Failed<Stored> refused) {
      return CompletableFuture.completedStage(Refusals.of(refused));
    }
    Stored stored = ((Result.Ok<Stored>) result).value();
    Response response = receipts.ofMessage(message, stored);
    return "false".equals(message.properties().get(PropertyNames.WAIT))
        ? CompletableFuture.completedStage(response)
        : whenDurable(stored, response);
  }

  private CompletionStage<Response> storeBatch(
      Command request, SendHeader header, Topic topic, int queueId, StoredHost bornHost) {
    if (TopicNames.isRetry(topic.name())) {
      return answer(
          ResponseCode.MESSAGE_ILLEGAL,
          "batch request does not support retry group " + topic.name());
    }
    BatchBody batch;
    try {
      batch = BatchBody.of(request.body().nioBuffer(), header, topic, queueId, bornHost);
    } catch (MalformedMessageException e) {
      return answer(ResponseCode.MESSAGE_ILLEGAL, "the batch is malformed: " + e.getMessage());
    }
    if (batch.messages().isEmpty()) {
      return answer(ResponseCode.MESSAGE_ILLEGAL, "the batch is empty");
    }
    Result<Stored> result = appender.appendBatch(batch.messages());
    if (result instanceof Result.Failed<Stored> refused) {
      return CompletableFuture.completedStage(Refusals.of(refused));
    }
    Stored stored = ((Result.Ok<Stored>) result).value();
    return whenDurable(stored, receipts.ofBatch(topic, queueId, stored, batch.messages().size()));
  }

  private CompletionStage<Response> whenDurable(Stored stored, Response response) {
    return appender
        .durable(stored.endPosition())
        .thenApply(
            durable ->
                durable instanceof Result.Failed<Boolean> refused
                    ? Refusals.of(refused)
                    : response);
  }

  private static CompletionStage<Response> answer(int code, String remark) {
    return CompletableFuture.completedStage(Response.of(code, remark));
  }
}
