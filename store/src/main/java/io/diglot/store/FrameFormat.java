package io.diglot.store;

import io.diglot.store.index.EntryCursor;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The layout of a frame: FORMAT.md, "Frame". All numbers are big-endian. */
final class FrameFormat {

  /** Bytes before the payload. */
  static final int HEADER_BYTES = 64;

  /** The version that this code writes. */
  static final byte VERSION = 1;

  static final int LENGTH_AT = 0;
  static final int CHECKSUM_AT = 4;
  static final int KIND_AT = 8;
  static final int VERSION_AT = 9;
  static final int EPOCH_AT = 12;
  static final int QUEUE_AT = 16;
  static final int BASE_OFFSET_AT = 24;
  static final int RECORD_COUNT_AT = 32;
  static final int TAG_HASH_AT = 36;
  static final int STORE_TIMESTAMP_AT = 40;
  static final int GREATEST_TIMESTAMP_AT = 48;
  static final int POSITION_AT = 56;

  /** Where the checksum begins to cover the frame. */
  static final int COVERED_FROM = 8;

  private FrameFormat() {}

  /** Bytes that a frame takes up in a segment. */
  static int footprint(int payloadLength) {
    return align(HEADER_BYTES + payloadLength);
  }

  /** The next place where a frame may begin. */
  static int align(int place) {
    return (place + 7) & -8;
  }

  /** Checksum of the frame at a place. */
  static int checksum(ByteBuffer segment, int place, int length) {
    CRC32C crc = new CRC32C();
    crc.update(segment.slice(place + COVERED_FROM, length - COVERED_FROM));
    return (int) crc.getValue();
  }

  /**
   * Whether a whole frame stands at a place: its length fits, it carries its own position, its kind
   * is known and its checksum is right.
   */
  static boolean isWhole(ByteBuffer segment, int place, int limit, long position) {
    if (limit - place < HEADER_BYTES) {
      return false;
    }
    int length = segment.getInt(place + LENGTH_AT);
    return length >= HEADER_BYTES
        && length <= limit - place
        && segment.getLong(place + POSITION_AT) == position
        && segment.get(place + VERSION_AT) == VERSION
        && FrameKind.isKnown(segment.get(place + KIND_AT))
        && checksum(segment, place, length) == segment.getInt(place + CHECKSUM_AT);
  }

  /** The frame at a place that is known to hold one; the payload is a view of the segment. */
  static Frame frame(ByteBuffer segment, int place) {
    int length = segment.getInt(place + LENGTH_AT);
    return new Frame(
        FrameKind.ofCode(segment.get(place + KIND_AT)),
        segment.getLong(place + QUEUE_AT),
        segment.getLong(place + POSITION_AT),
        segment.getLong(place + BASE_OFFSET_AT),
        segment.getInt(place + RECORD_COUNT_AT),
        segment.getInt(place + TAG_HASH_AT),
        segment.getLong(place + GREATEST_TIMESTAMP_AT),
        segment,
        place,
        segment.slice(place + HEADER_BYTES, length - HEADER_BYTES));
  }

  /** The frame of a queue's entry, from what the entry says. */
  static Frame frame(Segment segment, long queue, EntryCursor entry) {
    ByteBuffer memory = segment.readable();
    int place = entry.place();
    return new Frame(
        FrameKind.ofCode(entry.kind()),
        queue,
        segment.basePosition() + place,
        entry.baseOffset(),
        entry.recordCount(),
        entry.tagHash(),
        entry.greatestTimestamp(),
        memory,
        place,
        memory.slice(place + HEADER_BYTES, entry.payloadLength()));
  }

  /** When the frame at a place was stored, milliseconds since the epoch. */
  static long storeTimestamp(ByteBuffer segment, int place) {
    return segment.getLong(place + STORE_TIMESTAMP_AT);
  }

  /** A header that says when its frame was stored, and nothing else. */
  static ByteBuffer header(long storeTimestamp) {
    return ByteBuffer.allocate(HEADER_BYTES).putLong(STORE_TIMESTAMP_AT, storeTimestamp);
  }
}
