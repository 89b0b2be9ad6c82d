package io.diglot.store;

import java.nio.ByteBuffer;

/**
 * A frame as read. Valid until the {@link FrameRun} that it came in is closed.
 *
 * @param kind what the payload is
 * @param queue the queue, or {@link Log#NO_QUEUE}
 * @param position where the frame stands in the log
 * @param baseOffset offset of its first record
 * @param recordCount how many offsets it takes
 * @param tagHash hash of the record's tag, 0 for none or for a frame of several records
 * @param storeTimestamp when the log took it, milliseconds since the epoch
 * @param greatestTimestamp greatest record timestamp, milliseconds since the epoch
 * @param payload read-only view of the payload in the segment; take a duplicate before moving its
 *     position
 */
public record Frame(
    FrameKind kind,
    long queue,
    long position,
    long baseOffset,
    int recordCount,
    int tagHash,
    long storeTimestamp,
    long greatestTimestamp,
    ByteBuffer payload) {

  /** The offset after the frame's last record. */
  public long endOffset() {
    return baseOffset + recordCount;
  }
}
