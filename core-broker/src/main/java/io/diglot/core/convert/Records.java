package io.diglot.core.convert;

import io.diglot.store.Frame;
import java.util.List;
import java.util.Optional;

/**
 * Common records out of frames of whatever kind, decoded lazily and cached. Thread-safe; not for
 * event loops.
 */
public interface Records {

  /**
   * The frame's records; none for a frame that is no record for readers (a marker) or cannot be
   * decoded.
   */
  List<CommonRecord> of(Frame frame);

  /**
   * A record by its handle (RocketMQ's physical offset), with the topic number and queue of its
   * frame.
   */
  Optional<Located> find(long handle);

  /**
   * A record and where it stands.
   *
   * @param queueKey the queue, see {@link io.diglot.core.model.Topic#queueKey}
   * @param record the record
   */
  record Located(long queueKey, CommonRecord record) {}
}
