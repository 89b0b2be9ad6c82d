package io.diglot.store;

import java.nio.ByteBuffer;

/**
 * A frame that is to be appended: everything but what only the log can know (position, base offset,
 * store time).
 *
 * @param kind what the payload is
 * @param queue the queue that takes the records, or {@link Log#NO_QUEUE}
 * @param recordCount how many offsets the frame takes; 0 exactly when it belongs to no queue
 * @param tagHash hash of the record's tag, 0 for none or for a frame of several records
 * @param greatestTimestamp greatest record timestamp in the payload, milliseconds since the epoch
 * @param payload the bytes between position and limit; the log reads them during the call and keeps
 *     nothing
 * @param offsetField where in the payload (bytes from its start) the log writes the 8-byte base
 *     offset, or {@link #NO_FIELD}
 * @param positionField where in the payload the log writes the 8-byte position of the frame, or
 *     {@link #NO_FIELD}
 * @param storeTimeField where in the payload the log writes the 8-byte store timestamp, or {@link
 *     #NO_FIELD}
 */
public record FrameDraft(
    FrameKind kind,
    long queue,
    int recordCount,
    int tagHash,
    long greatestTimestamp,
    ByteBuffer payload,
    int offsetField,
    int positionField,
    int storeTimeField) {

  /** The payload has no such field. */
  public static final int NO_FIELD = -1;

  /** Checks what a caller could get wrong. */
  public FrameDraft {
    if ((queue == Log.NO_QUEUE) != (recordCount == 0) || recordCount < 0) {
      throw new IllegalArgumentException(
          "recordCount " + recordCount + " does not fit queue " + queue);
    }
    checkField(offsetField, payload);
    checkField(positionField, payload);
    checkField(storeTimeField, payload);
  }

  private static void checkField(int field, ByteBuffer payload) {
    if (field != NO_FIELD && (field < 0 || field > payload.remaining() - Long.BYTES)) {
      throw new IllegalArgumentException(
          "no field at " + field + " in a payload of " + payload.remaining() + " bytes");
    }
  }

  /** A frame that belongs to no queue: an event, a timer or a half message. */
  public static FrameDraft unqueued(FrameKind kind, long greatestTimestamp, ByteBuffer payload) {
    return new FrameDraft(
        kind, Log.NO_QUEUE, 0, 0, greatestTimestamp, payload, NO_FIELD, NO_FIELD, NO_FIELD);
  }
}
