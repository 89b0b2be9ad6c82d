package io.diglot.compat.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A producer. */
public interface Sender extends AutoCloseable {

  /** Sends to a queue and waits for the acknowledgement. */
  Stored send(String topic, int queue, Message message);

  /** Sends to a queue that the client picks. */
  Stored send(String topic, Message message);

  /** Sends messages to a queue together, as a batch where the protocol has one. */
  List<Stored> sendBatch(String topic, int queue, List<Message> messages);

  /** Sends without waiting; not for a peer in a child JVM. */
  CompletableFuture<Stored> sendLater(String topic, int queue, Message message);

  @Override
  void close();
}
