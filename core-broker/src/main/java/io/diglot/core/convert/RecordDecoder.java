package io.diglot.core.convert;

import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.util.List;

/**
 * Makes common records of one protocol's frames. Each protocol module provides one; stateless,
 * thread-safe.
 */
public interface RecordDecoder {

  /** The kind of frame that it reads. */
  FrameKind kind();

  /**
   * The frame's records, in offset order. Of what the frame holds they share a value at most, and
   * only if the frame is {@link FrameKind#NATIVE}.
   *
   * @throws UndecodableFrameException if the payload is not what its kind says; the reader skips
   *     the frame
   */
  List<CommonRecord> decode(Frame frame);
}
