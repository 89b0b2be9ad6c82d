package io.diglot.nativeprotocol.query;

import io.diglot.core.queue.Queues;
import io.diglot.store.FrameRun;
import io.diglot.store.QueueEnds;

/** When records were stored. May wait for a disk: not for event loops. Thread-safe. */
public final class StoreTimes {
  /** There is no such record. */
  public static final long NONE = -1;

  private final Queues queues;

  /** Of these queues. */
  public StoreTimes(Queues queues) {
    this.queues = queues;
  }

  /** Milliseconds since the epoch, or {@link #NONE}. */
  public long at(long queueKey, long offset) {
    QueueEnds ends = queues.ends(queueKey);
    if (offset < ends.start() || offset >= ends.end()) {
      return NONE;
    }
    try (FrameRun run = queues.read(queueKey, offset, new OneFrame())) {
      return run.frames().isEmpty() ? NONE : run.frames().get(0).storeTimestamp();
    }
  }
}
