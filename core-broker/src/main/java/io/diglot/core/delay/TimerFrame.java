package io.diglot.core.delay;

import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;

/**
 * Payload of a TIMER frame: 1 byte version, 8 due time, 8 target queue, 1 kind code, 4 record
 * count, 4 tag hash, 8 greatest timestamp, 4 each offset, position and store time field, then the
 * target frame's payload. Big endian.
 */
final class TimerFrame {
  private static final int VERSION = 1;
  private static final int DUE = 1;
  private static final int QUEUE = 9;
  private static final int KIND = 17;
  private static final int RECORD_COUNT = 18;
  private static final int TAG_HASH = 22;
  private static final int GREATEST_TIMESTAMP = 26;
  private static final int OFFSET_FIELD = 34;
  private static final int POSITION_FIELD = 38;
  private static final int STORE_TIME_FIELD = 42;
  private static final int HEADER = 46;

  private TimerFrame() {}

  /** A timer for a frame; copies the payload. */
  static FrameDraft draft(long due, FrameDraft target) {
    ByteBuffer payload = ByteBuffer.allocate(HEADER + target.payload().remaining());
    payload
        .put((byte) VERSION)
        .putLong(due)
        .putLong(target.queue())
        .put(target.kind().code())
        .putInt(target.recordCount())
        .putInt(target.tagHash())
        .putLong(target.greatestTimestamp())
        .putInt(target.offsetField())
        .putInt(target.positionField())
        .putInt(target.storeTimeField())
        .put(target.payload().duplicate())
        .flip();
    return FrameDraft.unqueued(FrameKind.TIMER, target.greatestTimestamp(), payload);
  }

  /** The same timer once more, with the payload of the one that is stored. */
  static FrameDraft again(Frame timer) {
    return FrameDraft.unqueued(
        FrameKind.TIMER, timer.greatestTimestamp(), timer.payload().duplicate());
  }

  static long due(ByteBuffer payload) {
    return payload.getLong(payload.position() + DUE);
  }

  /**
   * The frame that is due, with the payload still in the log's memory.
   *
   * @throws RuntimeException of whatever kind, if the payload is none of a timer
   */
  static FrameDraft target(ByteBuffer payload, long now) {
    int at = payload.position();
    byte version = payload.get(at);
    if (version != VERSION) {
      throw new IllegalStateException("timer of version " + version);
    }
    FrameKind kind = kind(payload.get(at + KIND));
    ByteBuffer inner = payload.duplicate();
    inner.position(at + HEADER);
    // A native message counts by its store time, which is now.
    long greatest = kind == FrameKind.NATIVE ? now : payload.getLong(at + GREATEST_TIMESTAMP);
    return new FrameDraft(
        kind,
        payload.getLong(at + QUEUE),
        payload.getInt(at + RECORD_COUNT),
        payload.getInt(at + TAG_HASH),
        greatest,
        inner,
        payload.getInt(at + OFFSET_FIELD),
        payload.getInt(at + POSITION_FIELD),
        payload.getInt(at + STORE_TIME_FIELD));
  }

  private static FrameKind kind(byte code) {
    for (FrameKind kind : FrameKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw new IllegalStateException("timer for a frame of kind " + code);
  }
}
