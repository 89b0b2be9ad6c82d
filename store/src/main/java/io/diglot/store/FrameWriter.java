package io.diglot.store;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Writes frames into a segment's memory: one copy, then the checksum. Only under the log's lock.
 */
final class FrameWriter {

  private final int epoch;
  private final CRC32C crc = new CRC32C();

  FrameWriter(int epoch) {
    this.epoch = epoch;
  }

  /**
   * Writes a frame. The length goes in last, so that whoever kills the process half-way leaves
   * zeros there (FORMAT.md, "What a crash may leave").
   *
   * @param covered a duplicate of the segment's memory whose position and limit this may move
   */
  void write(
      Segment segment,
      ByteBuffer covered,
      int place,
      FrameDraft draft,
      long baseOffset,
      long storeTimestamp) {
    ByteBuffer memory = segment.memory();
    ByteBuffer payload = draft.payload();
    int payloadLength = payload.remaining();
    long position = segment.basePosition() + place;
    int body = place + FrameFormat.HEADER_BYTES;
    memory.put(body, payload, payload.position(), payloadLength);
    fill(memory, body, draft.offsetField(), baseOffset);
    fill(memory, body, draft.positionField(), position);
    fill(memory, body, draft.storeTimeField(), storeTimestamp);
    memory.put(place + FrameFormat.KIND_AT, draft.kind().code());
    memory.put(place + FrameFormat.VERSION_AT, FrameFormat.VERSION);
    memory.putInt(place + FrameFormat.EPOCH_AT, epoch);
    memory.putLong(place + FrameFormat.QUEUE_AT, draft.queue());
    memory.putLong(place + FrameFormat.BASE_OFFSET_AT, baseOffset);
    memory.putInt(place + FrameFormat.RECORD_COUNT_AT, draft.recordCount());
    memory.putInt(place + FrameFormat.TAG_HASH_AT, draft.tagHash());
    memory.putLong(place + FrameFormat.STORE_TIMESTAMP_AT, storeTimestamp);
    memory.putLong(place + FrameFormat.GREATEST_TIMESTAMP_AT, draft.greatestTimestamp());
    memory.putLong(place + FrameFormat.POSITION_AT, position);
    int length = FrameFormat.HEADER_BYTES + payloadLength;
    crc.reset();
    covered.limit(place + length).position(place + FrameFormat.COVERED_FROM);
    crc.update(covered);
    memory.putInt(place + FrameFormat.CHECKSUM_AT, (int) crc.getValue());
    memory.putInt(place + FrameFormat.LENGTH_AT, length);
  }

  private static void fill(ByteBuffer memory, int body, int field, long value) {
    if (field != FrameDraft.NO_FIELD) {
      memory.putLong(body + field, value);
    }
  }
}
