package io.diglot.store;

/** What a frame's payload is. The code is the byte in the frame header; codes are never reused. */
public enum FrameKind {
  /** One RocketMQ message in its stored layout. */
  NATIVE(1),
  /** One Kafka record batch (message format v2), as the producer sent it. */
  KAFKA(2),
  /** A change of a {@link View}; belongs to no queue. */
  EVENT(3),
  /** A message that is not due yet; belongs to no queue. */
  TIMER(4),
  /** A transaction's message whose end is open; belongs to no queue. */
  HALF(5),
  /** A Kafka transaction control batch: takes an offset, is no record for any reader. */
  MARKER(6);

  private static final FrameKind[] BY_CODE = byCode();

  private final byte code;

  FrameKind(int code) {
    this.code = (byte) code;
  }

  /** The byte that stands for this kind in a frame header. */
  public byte code() {
    return code;
  }

  static boolean isKnown(byte code) {
    return code > 0 && code < BY_CODE.length;
  }

  /** The kind of a code that {@link #isKnown}. */
  static FrameKind ofCode(byte code) {
    return BY_CODE[code];
  }

  private static FrameKind[] byCode() {
    FrameKind[] kinds = new FrameKind[values().length + 1];
    for (FrameKind kind : values()) {
      kinds[kind.code] = kind;
    }
    return kinds;
  }
}
