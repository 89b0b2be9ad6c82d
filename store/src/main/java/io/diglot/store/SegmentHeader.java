package io.diglot.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands at the beginning of a segment once it is appended to: FORMAT.md, "Segment".
 *
 * @param epoch the owner that began the segment
 * @param basePosition position of the segment's first byte
 * @param previousEnd where the data of the segment before ends; the base position for the first
 * @param size bytes that the segment holds at most
 * @param createdAt when it was begun, milliseconds since the epoch
 */
record SegmentHeader(int epoch, long basePosition, long previousEnd, int size, long createdAt) {

  /** Bytes before the first frame. */
  static final int BYTES = 64;

  private static final long MAGIC = 0x4449474C4F543153L; // "DIGLOT1S"
  private static final int CHECKSUM_AT = 60;

  /** Writes it to the beginning of a segment. */
  void write(ByteBuffer segment) {
    segment.putLong(8, basePosition);
    segment.putLong(16, previousEnd);
    segment.putLong(24, createdAt);
    segment.putInt(32, size);
    segment.putInt(36, epoch);
    segment.putLong(0, MAGIC);
    segment.putInt(CHECKSUM_AT, checksum(segment));
  }

  /** Reads it, if there is a valid one. */
  static Optional<SegmentHeader> read(ByteBuffer segment) {
    if (segment.limit() < BYTES
        || segment.getLong(0) != MAGIC
        || segment.getInt(CHECKSUM_AT) != checksum(segment)) {
      return Optional.empty();
    }
    return Optional.of(
        new SegmentHeader(
            segment.getInt(36),
            segment.getLong(8),
            segment.getLong(16),
            segment.getInt(32),
            segment.getLong(24)));
  }

  private static int checksum(ByteBuffer segment) {
    CRC32C crc = new CRC32C();
    crc.update(segment.slice(0, CHECKSUM_AT));
    return (int) crc.getValue();
  }
}
