package io.diglot.core.delay;

import io.diglot.core.model.Result;
import io.diglot.core.queue.Stored;
import io.diglot.store.FrameDraft;

/**
 * Messages that are stored now and delivered to their queue when they are due. Survives restarts.
 * Thread-safe.
 */
public interface Delays {

  /**
   * Keeps a frame until it is due and then appends it to its queue as if it had arrived then
   * (filling in its fields). The answer's base offset means nothing. DISK_FULL, LOG_STOPPED,
   * MESSAGE_TOO_LARGE. A frame whose topic is gone when it is due is dropped.
   *
   * @param dueTimestamp milliseconds since the epoch; in the past means at once
   * @param draft the frame for its target queue
   */
  Result<Stored> schedule(long dueTimestamp, FrameDraft draft);
}
