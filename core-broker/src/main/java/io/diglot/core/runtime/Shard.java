package io.diglot.core.runtime;

import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Result;
import io.diglot.store.AppendResult;
import io.diglot.store.FrameDraft;
import io.diglot.store.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a pure state machine on the control thread: decide, append the events (the log applies them
 * to the view as part of the append), and let the reply go when they are durable. The events of one
 * decision are appended together.
 *
 * @param <E> the machine's events
 */
public final class Shard<E> {
  private static final Logger LOG = LoggerFactory.getLogger(Shard.class);

  private final Control control;
  private final Log log;
  private final EventCodec<E> codec;
  private final Consumer<List<E>> applied;

  /**
   * A shard.
   *
   * @param applied called on the control thread with the events of every decision that had some,
   *     after they were applied
   */
  public Shard(Control control, Log log, EventCodec<E> codec, Consumer<List<E>> applied) {
    this.control = control;
    this.log = log;
    this.codec = codec;
    this.applied = applied;
  }

  /**
   * Runs a command; may be called anywhere. The function gets the time (milliseconds since the
   * epoch), reads the state and changes nothing. The stage completes on the control or the
   * flusher's thread; exceptionally only when the function threw, otherwise perhaps with DISK_FULL,
   * LOG_STOPPED or (while closing) NOT_READY.
   */
  public <R> CompletionStage<Result<R>> run(LongFunction<Decision<R, E>> decide) {
    return run(decide, CompletableFuture::complete);
  }

  /**
   * The same, but the success of a decision without events waits too, until everything that is in
   * the log by then is durable: what the command asks for may be there already and on its way to
   * the disk.
   */
  public <R> CompletionStage<Result<R>> runDurably(LongFunction<Decision<R, E>> decide) {
    return run(
        decide,
        (reply, result) -> {
          if (result instanceof Result.Failed<R>) {
            reply.complete(result);
          } else {
            completeWhenDurable(reply, result, log.endPosition());
          }
        });
  }

  private <R> CompletionStage<Result<R>> run(
      LongFunction<Decision<R, E>> decide,
      BiConsumer<CompletableFuture<Result<R>>, Result<R>> withoutEvents) {
    CompletableFuture<Result<R>> reply = new CompletableFuture<>();
    try {
      control.execute(() -> decideAndAppend(decide, reply, withoutEvents));
    } catch (RejectedExecutionException closed) {
      reply.complete(Result.failed(BrokerError.NOT_READY, "the broker is stopping"));
    }
    return reply;
  }

  private <R> void decideAndAppend(
      LongFunction<Decision<R, E>> decide,
      CompletableFuture<Result<R>> reply,
      BiConsumer<CompletableFuture<Result<R>>, Result<R>> withoutEvents) {
    try {
      long now = control.now();
      Decision<R, E> decision = decide.apply(now);
      if (decision.events().isEmpty()) {
        withoutEvents.accept(reply, decision.reply());
        return;
      }
      AppendResult result = log.append(drafts(decision.events(), now));
      if (result instanceof AppendResult.Refused refused) {
        reply.complete(Refusals.of(refused));
        return;
      }
      applied.accept(decision.events());
      completeWhenDurable(reply, decision.reply(), ((AppendResult.Appended) result).endPosition());
    } catch (RuntimeException e) {
      LOG.error("a command failed", e);
      reply.completeExceptionally(e);
    }
  }

  private <R> void completeWhenDurable(
      CompletableFuture<Result<R>> reply, Result<R> result, long endPosition) {
    log.whenDurable(endPosition, durable -> reply.complete(durable ? result : Refusals.stopped()));
  }

  private List<FrameDraft> drafts(List<E> events, long now) {
    List<FrameDraft> drafts = new ArrayList<>(events.size());
    for (E event : events) {
      drafts.add(EventFrames.draft(codec, event, now));
    }
    return drafts;
  }
}
