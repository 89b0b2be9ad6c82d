package io.diglot.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * State that is built from the log's frames alone. The log calls {@link #apply} for every frame of
 * the kinds that the view wants, in log order, under the log's lock: live as part of the append,
 * and again in recovery, so the two cannot differ. A view is written into the snapshot of each
 * sealed segment.
 */
public interface View {

  /** Name of the view's section in a snapshot; never changed once released. */
  String name();

  /** Whether {@link #apply} is to be called for frames of this kind. Constant. */
  boolean wants(FrameKind kind);

  /**
   * Takes one frame in. Must be quick, must not fail on what its own writer appended, and must not
   * keep the payload.
   */
  void apply(Frame frame);

  /** Writes the whole state. Called under the log's lock. */
  void save(DataOutput out) throws IOException;

  /** Replaces the state by a saved one. Called before the first {@link #apply} of a recovery. */
  void load(DataInput in) throws IOException;

  /**
   * The least position of a frame that this view still needs and that therefore may not be dropped
   * with its segment (a timer that is not due, an open half message), or {@link Long#MAX_VALUE}.
   */
  default long leastNeededPosition() {
    return Long.MAX_VALUE;
  }
}
