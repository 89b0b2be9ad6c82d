package io.diglot.store;

import java.util.List;

/**
 * Frames of one queue in offset order, together with a lease on the segments that hold them: no
 * segment is unmapped before the run is closed. Not thread-safe, but may be handed from thread to
 * thread; closing twice does nothing.
 */
public interface FrameRun extends AutoCloseable {

  /** The frames that the selector took, in offset order. */
  List<Frame> frames();

  /** The offset to read on from: after the last frame taken or skipped. */
  long nextOffset();

  /** Gives the segments back; the frames' payloads must not be touched afterwards. */
  @Override
  void close();
}
