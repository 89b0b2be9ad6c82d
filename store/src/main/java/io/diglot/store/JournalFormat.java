package io.diglot.store;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of the journal (FORMAT.md, "Journal"). */
final class JournalFormat {

  /** What is written without touching a byte that was written before. */
  static final int BLOCK_BYTES = 4096;

  static final int AREAS = 2;

  /** The log is forced whenever an area is full. */
  private static final int MOST_AREA_BYTES = 4 << 20;

  static final int ENTRY_HEADER_BYTES = 32;

  private static final long MAGIC = 0x4449474c4f54314aL; // DIGLOT1J
  private static final int MAGIC_AT = 0;
  private static final int EPOCH_AT = 8;
  private static final int HEADER_CHECKSUM_AT = 12;
  private static final int HEADER_BYTES = 16;

  private static final int ENTRY_CHECKSUM_AT = 0;
  private static final int ENTRY_LENGTH_AT = 4;
  private static final int ENTRY_EPOCH_AT = 8;
  private static final int ENTRY_PLACE_AT = 12;
  private static final int ENTRY_SEQUENCE_AT = 16;
  private static final int ENTRY_BASE_AT = 24;

  private JournalFormat() {}

  /**
   * Some bytes of the log.
   *
   * @param sequence one more than that of the entry before
   * @param base the base position of their segment
   * @param place where they stand in it
   * @param payload they
   */
  record Entry(long sequence, long base, int place, ByteBuffer payload) {}

  /** Bytes of each area for segments of a size: whole blocks. */
  static int areaBytes(int segmentSize) {
    return Math.min(MOST_AREA_BYTES, segmentSize / 4 & -BLOCK_BYTES);
  }

  /** Bytes of a journal with areas of a size. */
  static int bytes(int areaBytes) {
    return areaBegin(AREAS, areaBytes);
  }

  static int areaBegin(int area, int areaBytes) {
    return BLOCK_BYTES + area * areaBytes;
  }

  /** One of the areas of a whole journal. */
  static ByteBuffer area(ByteBuffer journal, int area) {
    int areaBytes = (journal.limit() - BLOCK_BYTES) / AREAS;
    return journal.slice(areaBegin(area, areaBytes), areaBytes);
  }

  /** Where the next entry may begin. */
  static int aligned(int end) {
    return (end + BLOCK_BYTES - 1) & -BLOCK_BYTES;
  }

  /** The journal's header, which says whose entries count. */
  static ByteBuffer header(int epoch) {
    ByteBuffer header = ByteBuffer.allocateDirect(HEADER_BYTES);
    header.putLong(MAGIC_AT, MAGIC).putInt(EPOCH_AT, epoch);
    return header.putInt(HEADER_CHECKSUM_AT, headerChecksum(header));
  }

  /** The epoch whose entries count; empty if there is no sound header. */
  static Optional<Integer> epoch(ByteBuffer journal) {
    boolean sound =
        journal.limit() >= BLOCK_BYTES
            && journal.getLong(MAGIC_AT) == MAGIC
            && journal.getInt(HEADER_CHECKSUM_AT) == headerChecksum(journal);
    return sound ? Optional.of(journal.getInt(EPOCH_AT)) : Optional.empty();
  }

  private static int headerChecksum(ByteBuffer header) {
    CRC32C crc = new CRC32C();
    crc.update(header.slice(0, HEADER_CHECKSUM_AT));
    return (int) crc.getValue();
  }

  /** Writes an entry's header. */
  static void fill(
      ByteBuffer header,
      CRC32C crc,
      int epoch,
      long sequence,
      long base,
      int place,
      ByteBuffer payload) {
    header.putInt(ENTRY_LENGTH_AT, payload.remaining());
    header.putInt(ENTRY_EPOCH_AT, epoch);
    header.putInt(ENTRY_PLACE_AT, place);
    header.putLong(ENTRY_SEQUENCE_AT, sequence);
    header.putLong(ENTRY_BASE_AT, base);
    header.putInt(ENTRY_CHECKSUM_AT, checksum(crc, header, payload));
  }

  private static int checksum(CRC32C crc, ByteBuffer header, ByteBuffer payload) {
    crc.reset();
    crc.update(header.slice(ENTRY_LENGTH_AT, ENTRY_HEADER_BYTES - ENTRY_LENGTH_AT));
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** The entry of an epoch that begins somewhere in an area; empty if none does, or not whole. */
  static Optional<Entry> entry(ByteBuffer area, int at, int epoch) {
    if (at + ENTRY_HEADER_BYTES > area.limit()) {
      return Optional.empty();
    }
    ByteBuffer header = area.slice(at, ENTRY_HEADER_BYTES);
    int length = header.getInt(ENTRY_LENGTH_AT);
    if (header.getInt(ENTRY_EPOCH_AT) != epoch
        || length <= 0
        || length > area.limit() - at - ENTRY_HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer payload = area.slice(at + ENTRY_HEADER_BYTES, length);
    return checksum(new CRC32C(), header, payload.duplicate()) == header.getInt(ENTRY_CHECKSUM_AT)
        ? Optional.of(
            new Entry(
                header.getLong(ENTRY_SEQUENCE_AT),
                header.getLong(ENTRY_BASE_AT),
                header.getInt(ENTRY_PLACE_AT),
                payload))
        : Optional.empty();
  }
}
