package io.diglot.core.convert;

import io.diglot.store.Frame;
import java.util.List;

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
}
