package io.diglot.store;

/** Decides from the index alone, before any payload is touched, which frames a read returns. */
@FunctionalInterface
public interface FrameSelector {

  /** What to do with a frame. */
  enum Choice {
    /** Return it. */
    TAKE,
    /** Leave it out and go on. */
    SKIP,
    /** Return what was taken, without this frame. */
    STOP
  }

  /** Called once a frame in offset order; {@code size} is the payload's length in bytes. */
  Choice choose(
      FrameKind kind,
      long baseOffset,
      int recordCount,
      int size,
      int tagHash,
      long greatestTimestamp);
}
