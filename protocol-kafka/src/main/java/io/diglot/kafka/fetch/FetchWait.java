package io.diglot.kafka.fetch;

import io.diglot.core.model.Topic;
import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.Watch;
import io.diglot.kafka.api.Connection;
import io.diglot.kafka.api.Reply;
import io.diglot.kafka.fetch.FetchSession.Wanted;
import io.diglot.store.FrameDraft;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.requests.FetchRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One fetch on its way: looks, and if there is less than the client's minimum watches the queues
 * and looks again when enough has arrived or the time is up. Looks that would wait for a disk, and
 * conversions, run on the reader pool; all else is confined to the connection's event loop.
 */
final class FetchWait {
  private static final Logger LOG = LoggerFactory.getLogger(FetchWait.class);

  /** How long to wait before seeing whether the client is still there. */
  private static final long ALIVE_CHECK_MILLIS = 10_000;

  private final Connection connection;
  private final Queues queues;
  private final PartitionReader reader;
  private final FetchRequest request;
  private final List<Wanted> wanted;
  private final long maxBytes;
  private final FetchAnswer answer;
  private final CompletableFuture<Reply> reply = new CompletableFuture<>();

  /** Bytes that are still missing; at or below 0 a new look was asked for. */
  private final AtomicLong missing = new AtomicLong();

  private long millisLeft;
  private boolean looking;
  private boolean lookAgain;
  private boolean finished;
  private @Nullable Watch watch;
  private Connection.@Nullable Timer timer;

  FetchWait(
      Connection connection,
      Queues queues,
      PartitionReader reader,
      FetchRequest request,
      List<Wanted> wanted,
      long maxBytes,
      FetchAnswer answer) {
    this.connection = connection;
    this.queues = queues;
    this.reader = reader;
    this.request = request;
    this.wanted = wanted;
    this.maxBytes = maxBytes;
    this.answer = answer;
    this.millisLeft = request.maxWait();
  }

  /** Starts, on the event loop. */
  CompletionStage<Reply> begin() {
    look();
    return reply;
  }

  private void look() {
    if (looking) {
      lookAgain = true;
      return;
    }
    looking = true;
    lookAgain = false;
    missing.set(Math.max(1, request.minBytes()));
    boolean hot;
    try {
      hot = allHot();
    } catch (RuntimeException | VirtualMachineError e) {
      fail(e);
      return;
    }
    if (hot) {
      look(Runnable::run);
    } else {
      queues.readerPool().execute(() -> look(connection::execute));
    }
  }

  /** Looks on this thread, and hands what comes of it to the event loop. */
  private void look(Executor loop) {
    FetchPass pass;
    try {
      pass = FetchPass.over(wanted, reader, request.isolationLevel(), maxBytes);
    } catch (RuntimeException | VirtualMachineError e) {
      loop.execute(() -> fail(e));
      return;
    }
    loop.execute(() -> judge(pass));
  }

  private boolean allHot() {
    for (Wanted each : wanted) {
      if (!isHot(each)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no disk is waited for, as for what there is not at all. */
  private boolean isHot(Wanted each) {
    Optional<Topic> topic = reader.topic(each.key());
    int partition = each.key().partition();
    return topic.isEmpty()
        || !topic.get().hasQueue(partition)
        || queues.isHot(
            topic.get().queueKey(partition),
            each.spec().fetchOffset(),
            Long.MAX_VALUE,
            Math.min(each.spec().maxBytes(), maxBytes));
  }

  private void judge(FetchPass pass) {
    looking = false;
    boolean enough = pass.bytes() >= request.minBytes() || pass.urgent() || millisLeft <= 0;
    if (enough || !connection.isOpen()) {
      finish(pass);
      return;
    }
    long found = pass.bytes();
    pass.close();
    if (watch == null) {
      // Watched first and looked at again, so that nothing that comes in between is missed.
      watch = queues.watch(queueKeys(), this::arrived);
      schedule();
      look();
    } else if (lookAgain || missing.addAndGet(-found) <= 0) {
      look();
    }
  }

  private void finish(FetchPass pass) {
    stopWaiting();
    if (pass.mixed()) {
      queues.readerPool().execute(() -> convert(pass));
    } else {
      complete(pass);
    }
  }

  /** For an InternalError too: the JVM's word for a mapped page that the disk cannot give. */
  private void fail(Throwable cause) {
    stopWaiting();
    reply.completeExceptionally(cause);
  }

  private void stopWaiting() {
    finished = true;
    if (watch != null) {
      watch.close();
    }
    if (timer != null) {
      timer.cancel();
    }
  }

  private void convert(FetchPass pass) {
    List<Wanted> expected = pass.expected();
    complete(pass);
    if (!expected.isEmpty() && connection.isOpen()) {
      prepare(expected);
    }
  }

  /** Converts what the client will want next while it is busy with what it has. */
  private void prepare(List<Wanted> expected) {
    try (FetchPass next = FetchPass.over(expected, reader, request.isolationLevel(), maxBytes)) {
      answer.prepare(next);
    } catch (RuntimeException | VirtualMachineError e) {
      // Owed to nobody yet: the fetch that wants it tries again, and tells its client.
      LOG.debug("nothing is prepared for the next fetch", e);
    }
  }

  private void complete(FetchPass pass) {
    boolean answered = false;
    try {
      answered = reply.complete(answer.of(pass));
    } catch (RuntimeException | VirtualMachineError e) {
      // There may be no room outside of the heap for what is converted, or the disk cannot give
      // the messages: only this fetch suffers, and its consumer asks again.
      reply.completeExceptionally(e);
    } finally {
      if (!answered) {
        pass.close();
      }
    }
  }

  /** On the appender's thread. */
  private void arrived(long queueKey, FrameDraft draft, long endOffset) {
    long size = draft.payload().remaining();
    long left = missing.addAndGet(-size);
    if (left <= 0 && left + size > 0) {
      connection.execute(this::wake);
    }
  }

  private void wake() {
    if (!finished) {
      look();
    }
  }

  private void schedule() {
    long slice = Math.min(millisLeft, ALIVE_CHECK_MILLIS);
    timer =
        connection.schedule(
            slice,
            () -> {
              millisLeft -= slice;
              if (millisLeft > 0 && connection.isOpen()) {
                schedule();
              } else {
                wake();
              }
            });
  }

  private long[] queueKeys() {
    return wanted.stream()
        .flatMapToLong(
            each ->
                reader.topic(each.key()).stream()
                    .filter(topic -> topic.hasQueue(each.key().partition()))
                    .mapToLong((Topic topic) -> topic.queueKey(each.key().partition())))
        .toArray();
  }
}
