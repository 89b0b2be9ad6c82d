package io.diglot.store;

import java.nio.ByteBuffer;

/**
 * A frame as read. Valid until the {@link FrameRun} that it came in is closed. What a queue's entry
 * in the index says is known from there; only what else is asked for is fetched from the frame's
 * own memory, which is far. Thread-safe.
 */
public final class Frame {
  private final FrameKind kind;
  private final long queue;
  private final long position;
  private final long baseOffset;
  private final int recordCount;
  private final int tagHash;
  private final long greatestTimestamp;
  private final ByteBuffer memory;
  private final int place;
  private final ByteBuffer payload;

  /**
   * A frame at a place in memory, which holds it with its header.
   *
   * @param payload view of the payload
   */
  Frame(
      FrameKind kind,
      long queue,
      long position,
      long baseOffset,
      int recordCount,
      int tagHash,
      long greatestTimestamp,
      ByteBuffer memory,
      int place,
      ByteBuffer payload) {
    this.kind = kind;
    this.queue = queue;
    this.position = position;
    this.baseOffset = baseOffset;
    this.recordCount = recordCount;
    this.tagHash = tagHash;
    this.greatestTimestamp = greatestTimestamp;
    this.memory = memory;
    this.place = place;
    this.payload = payload;
  }

  /** A frame that lies in no log. The parameters are what the methods of their names say. */
  public Frame(
      FrameKind kind,
      long queue,
      long position,
      long baseOffset,
      int recordCount,
      int tagHash,
      long storeTimestamp,
      long greatestTimestamp,
      ByteBuffer payload) {
    this(
        kind,
        queue,
        position,
        baseOffset,
        recordCount,
        tagHash,
        greatestTimestamp,
        FrameFormat.header(storeTimestamp),
        0,
        payload);
  }

  /** What the payload is. */
  public FrameKind kind() {
    return kind;
  }

  /** The queue, or {@link Log#NO_QUEUE}. */
  public long queue() {
    return queue;
  }

  /** Where the frame stands in the log. */
  public long position() {
    return position;
  }

  /** Offset of its first record. */
  public long baseOffset() {
    return baseOffset;
  }

  /** How many offsets it takes. */
  public int recordCount() {
    return recordCount;
  }

  /** The offset after the frame's last record. */
  public long endOffset() {
    return baseOffset + recordCount;
  }

  /** Hash of the record's tag, 0 for none or for a frame of several records. */
  public int tagHash() {
    return tagHash;
  }

  /** When the log took it, milliseconds since the epoch. */
  public long storeTimestamp() {
    return FrameFormat.storeTimestamp(memory, place);
  }

  /** Greatest record timestamp, milliseconds since the epoch. */
  public long greatestTimestamp() {
    return greatestTimestamp;
  }

  /** Read-only view of the payload in the segment; take a duplicate before moving its position. */
  public ByteBuffer payload() {
    return payload;
  }
}
