package io.diglot.core.queue;

import io.diglot.core.model.Decision;
import io.diglot.core.model.Result;
import io.diglot.core.queue.machine.QueueEvent;
import io.diglot.core.queue.machine.QueueState;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.Shard;
import io.diglot.store.Log;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Producer ids out of blocks: one event a block, and what a block has left is lost with a restart.
 */
final class LogProducerIds implements ProducerIds {
  private static final int BLOCK = 1000;

  /** Bits of the ids that one opening of the log may give out. */
  private static final int IDS_OF_AN_EPOCH = 32;

  private final QueueState state;
  private final Shard<QueueEvent> shard;
  private long next;

  LogProducerIds(Log log, Control control, QueueView view) {
    this.state = view.state();
    this.shard = new Shard<>(control, log, view.codec(), events -> {});
    // A power cut may have taken the event of the last block with it, but not the log's own epoch.
    this.next = Math.max(state.producerIdsEnd(), (log.epoch() - 1L) << IDS_OF_AN_EPOCH);
  }

  @Override
  public CompletionStage<Result<IdAndEpoch>> next() {
    return shard.run(now -> decide());
  }

  /**
   * Runs on the control thread alone. An id that a refused append had in hand is skipped, never
   * given out twice.
   */
  private Decision<IdAndEpoch, QueueEvent> decide() {
    IdAndEpoch answer = new IdAndEpoch(next, (short) 0);
    List<QueueEvent> events =
        next < state.producerIdsEnd()
            ? List.of()
            : List.of(new QueueEvent.ProducerIdsReserved(next + BLOCK));
    next++;
    return Decision.ok(answer, events);
  }
}
