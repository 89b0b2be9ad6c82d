package io.diglot.kafka.transport;

import io.diglot.kafka.api.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.kafka.common.requests.RequestHeader;
import org.jspecify.annotations.Nullable;

/**
 * Lets replies out in the order of their requests, whatever order they become ready in. Confined to
 * the connection's event loop.
 */
final class ResponseSequencer {
  private final Deque<Slot> slots = new ArrayDeque<>();
  private final Consumer<Slot> out;
  private boolean closed;

  /** Hands every slot to the consumer, in order, once it has its reply. */
  ResponseSequencer(Consumer<Slot> out) {
    this.out = out;
  }

  /** Takes the next place in the row. */
  Slot open(RequestHeader header) {
    Slot slot = new Slot(header);
    slots.add(slot);
    return slot;
  }

  /** How many requests have a place whose reply is not out yet. */
  int inFlight() {
    return slots.size();
  }

  /**
   * The connection is gone: releases the replies that are ready, and those to come as they come.
   */
  void close() {
    closed = true;
    for (Slot slot : slots) {
      slot.release();
    }
    slots.clear();
  }

  private void drain() {
    while (!closed && !slots.isEmpty() && slots.element().reply != null) {
      out.accept(slots.remove());
    }
  }

  /** The place of one reply. */
  final class Slot {
    private final RequestHeader header;
    private @Nullable Reply reply;

    private Slot(RequestHeader header) {
      this.header = header;
    }

    /** Puts the reply in; it leaves as soon as all before it have left. */
    void complete(Reply ready) {
      reply = ready;
      if (closed) {
        release();
      } else {
        drain();
      }
    }

    RequestHeader header() {
      return header;
    }

    /** The reply, once it is there. */
    Reply reply() {
      Reply ready = reply;
      if (ready == null) {
        throw new IllegalStateException("no reply yet");
      }
      return ready;
    }

    private void release() {
      if (reply instanceof Reply.Answer answer) {
        answer.release().run();
      }
    }
  }
}
