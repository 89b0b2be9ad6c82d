package io.diglot.nativeprotocol.query;

import io.diglot.store.FrameKind;
import io.diglot.store.FrameSelector;

/** Takes the first frame with records in it. For one read. */
final class OneFrame implements FrameSelector {
  private boolean taken;

  /** Has taken nothing yet. */
  OneFrame() {}

  @Override
  public Choice choose(
      FrameKind kind,
      long baseOffset,
      int recordCount,
      int size,
      int tagHash,
      long greatestTimestamp) {
    if (taken) {
      return Choice.STOP;
    }
    if (kind == FrameKind.MARKER) {
      return Choice.SKIP;
    }
    taken = true;
    return Choice.TAKE;
  }
}
