package io.diglot.nativeprotocol.pull;

import io.diglot.core.queue.Queues;
import io.diglot.core.queue.Queues.Watch;
import io.diglot.nativeprotocol.pull.QueueReader.Reading;
import io.diglot.remoting.Connection;
import io.diglot.remoting.ConnectionListener;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pulls at the end of their queue that wait for a message which they want. Each is answered once:
 * by an arrival, by its time running out, or not at all because its connection went. Thread-safe.
 */
final class HeldPulls implements ConnectionListener {
  private static final long MAX_HOLD_MILLIS = TimeUnit.MINUTES.toMillis(5);

  private final Queues queues;
  private final QueueReader reader;
  private final Supplier<ScheduledExecutorService> loops;
  private final ConcurrentMap<Connection, Set<Held>> byConnection = new ConcurrentHashMap<>();

  /** {@code loops} gives one of the threads to wake up on, another one each time. */
  HeldPulls(Queues queues, QueueReader reader, Supplier<ScheduledExecutorService> loops) {
    this.queues = queues;
    this.reader = reader;
    this.loops = loops;
  }

  /** Waits; the stage completes with what is there then. */
  CompletionStage<PullResult> hold(Connection connection, Reading reading, long millis) {
    Held held = new Held(connection, reading, loops.get());
    byConnection.computeIfAbsent(connection, none -> ConcurrentHashMap.newKeySet()).add(held);
    held.start(Math.min(millis, MAX_HOLD_MILLIS));
    if (!connection.isOpen()) {
      held.wake();
    }
    return held.result;
  }

  @Override
  public void closed(Connection connection) {
    Set<Held> all = byConnection.remove(connection);
    if (all != null) {
      all.forEach(Held::wake);
    }
  }

  private void forget(Held held) {
    byConnection.computeIfPresent(
        held.connection,
        (same, all) -> {
          all.remove(held);
          return all.isEmpty() ? null : all;
        });
  }

  /** One of them. */
  private final class Held implements Queues.ArrivalListener {
    private final Connection connection;
    private final Reading reading;
    private final ScheduledExecutorService loop;
    private final CompletableFuture<PullResult> result = new CompletableFuture<>();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile @Nullable Watch watch;
    private volatile @Nullable ScheduledFuture<?> timeout;

    Held(Connection connection, Reading reading, ScheduledExecutorService loop) {
      this.connection = connection;
      this.reading = reading;
      this.loop = loop;
    }

    void start(long millis) {
      watch = queues.watch(new long[] {reading.queueKey()}, this);
      timeout = loop.schedule(this::wake, millis, TimeUnit.MILLISECONDS);
      if (queues.ends(reading.queueKey()).end() != reading.offset()) {
        // It arrived between the look and the watch; its tag is not known here, so look again.
        wake();
      }
      if (awake.get()) {
        // Whoever woke this up may have been too early to find what there is to release.
        release();
      }
    }

    @Override
    public void arrived(long queueKey, FrameDraft draft, long endOffset) {
      if (draft.kind() != FrameKind.NATIVE || reading.filter().takes(draft.tagHash())) {
        wake();
      }
    }

    void wake() {
      if (awake.compareAndSet(false, true)) {
        loop.execute(this::readAgain);
      }
    }

    private void readAgain() {
      release();
      forget(this);
      reader
          .read(reading)
          .whenComplete(
              (found, failure) -> {
                if (failure == null) {
                  result.complete(found);
                } else {
                  result.completeExceptionally(failure);
                }
              });
    }

    private void release() {
      Watch open = watch;
      if (open != null) {
        open.close();
      }
      ScheduledFuture<?> timer = timeout;
      if (timer != null) {
        timer.cancel(false);
      }
    }
  }
}
