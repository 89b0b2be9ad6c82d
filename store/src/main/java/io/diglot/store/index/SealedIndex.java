package io.diglot.store.index;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The index of a sealed segment as it stands in its file: a directory sorted by queue, then the
 * entries (FORMAT.md, "Index"). Searched where it lies; immutable and thread-safe.
 */
public final class SealedIndex implements SegmentIndex {

  private static final long MAGIC = 0x4449474C4F543149L; // "DIGLOT1I"
  private static final int HEADER_BYTES = 64;
  private static final int HEADER_CHECKSUM_AT = 60;
  private static final int DIRECTORY_BYTES = 56;
  private static final int ENTRY_BYTES = EntryList.WORDS * Long.BYTES;

  private final ByteBuffer content;
  private final int queueCount;
  private final int entriesAt;

  private SealedIndex(ByteBuffer content) {
    this.content = content;
    this.queueCount = content.getInt(32);
    this.entriesAt = HEADER_BYTES + queueCount * DIRECTORY_BYTES;
  }

  /**
   * Encodes an index that has no writer any more.
   *
   * @param basePosition the segment
   * @param dataEnd where its data ends, in bytes from its start
   * @param sealedAt milliseconds since the epoch
   */
  public static ByteBuffer encode(
      MemoryIndex index, long basePosition, int dataEnd, long sealedAt) {
    long[] queues = index.queues();
    int entriesAt = HEADER_BYTES + queues.length * DIRECTORY_BYTES;
    long bytes = entriesAt + index.entryCount() * ENTRY_BYTES;
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes));
    out.putLong(0, MAGIC).putLong(8, basePosition).putLong(16, sealedAt);
    out.putInt(24, dataEnd).putInt(28, (int) index.entryCount()).putInt(32, queues.length);
    int entry = 0;
    for (int i = 0; i < queues.length; i++) {
      MemoryIndex.Entries entries = index.entriesOf(queues[i]);
      QueueTotals totals = entries.totals();
      int size = entries.size();
      int at = HEADER_BYTES + i * DIRECTORY_BYTES;
      out.putLong(at, queues[i]).putInt(at + 8, entry).putInt(at + 12, size);
      out.putLong(at + 16, totals.endOffset()).putLong(at + 24, totals.greatestTimestamp());
      out.putLong(at + 32, totals.greatestStoreTimestamp()).putLong(at + 40, totals.bytes());
      out.putLong(at + 48, totals.firstOffset());
      entries.copyTo(out, entriesAt + entry * ENTRY_BYTES);
      entry += size;
    }
    out.putInt(36, checksum(out, HEADER_BYTES, entriesAt));
    out.putInt(40, checksum(out, entriesAt, out.limit()));
    out.putInt(HEADER_CHECKSUM_AT, checksum(out, 0, HEADER_CHECKSUM_AT));
    return out;
  }

  /** Takes the content of an index file, if it is one of that segment and undamaged. */
  public static Optional<SealedIndex> of(ByteBuffer content, long basePosition) {
    if (content.limit() < HEADER_BYTES
        || content.getLong(0) != MAGIC
        || content.getInt(HEADER_CHECKSUM_AT) != checksum(content, 0, HEADER_CHECKSUM_AT)
        || content.getLong(8) != basePosition) {
      return Optional.empty();
    }
    long entriesAt = HEADER_BYTES + content.getInt(32) * (long) DIRECTORY_BYTES;
    if (entriesAt + content.getInt(28) * (long) ENTRY_BYTES != content.limit()
        || content.getInt(36) != checksum(content, HEADER_BYTES, (int) entriesAt)) {
      return Optional.empty();
    }
    return Optional.of(new SealedIndex(content));
  }

  /**
   * Whether the entries are undamaged too. That reads them all, so it is left to whoever needs the
   * first one.
   */
  public boolean hasSoundEntries() {
    return content.getInt(40) == checksum(content, entriesAt, content.limit());
  }

  /** Where the segment's data ends, in bytes from its start. */
  public int dataEnd() {
    return content.getInt(24);
  }

  /** When the segment was sealed, milliseconds since the epoch. */
  public long sealedAt() {
    return content.getLong(16);
  }

  @Override
  public EntryList entries(long queue) {
    int low = 0;
    int high = queueCount - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int at = HEADER_BYTES + middle * DIRECTORY_BYTES;
      long found = content.getLong(at);
      if (found == queue) {
        return entriesOfDirectory(at);
      }
      if (found < queue) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return EntryList.EMPTY;
  }

  private Entries entriesOfDirectory(int at) {
    return new Entries(content, at, entriesAt + content.getInt(at + 8) * ENTRY_BYTES);
  }

  @Override
  public void forEachQueue(Visitor visitor) {
    for (int i = 0; i < queueCount; i++) {
      int at = HEADER_BYTES + i * DIRECTORY_BYTES;
      visitor.visit(
          new QueueTotals(
              content.getLong(at),
              content.getLong(at + 48),
              content.getLong(at + 16),
              content.getLong(at + 24),
              content.getLong(at + 32),
              content.getLong(at + 40)));
    }
  }

  private static int checksum(ByteBuffer content, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(content.slice(from, to - from));
    return (int) crc.getValue();
  }

  private static final class Entries extends EntryList {
    private final ByteBuffer content;
    private final int directoryAt;
    private final int entriesAt;
    private final int size;

    Entries(ByteBuffer content, int directoryAt, int entriesAt) {
      this.content = content;
      this.directoryAt = directoryAt;
      this.entriesAt = entriesAt;
      this.size = content.getInt(directoryAt + 12);
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public long firstOffset() {
      return content.getLong(directoryAt + 48);
    }

    @Override
    public long endOffset() {
      return content.getLong(directoryAt + 16);
    }

    @Override
    public long greatestTimestamp() {
      return content.getLong(directoryAt + 24);
    }

    @Override
    long word(int entry, int field) {
      return content.getLong(entriesAt + entry * ENTRY_BYTES + field * Long.BYTES);
    }

    @Override
    void move(EntryCursor cursor, int entry) {
      int at = entriesAt + entry * ENTRY_BYTES;
      cursor.set(
          content.getLong(at + BASE_OFFSET * Long.BYTES),
          content.getLong(at + PLACE * Long.BYTES),
          content.getLong(at + COUNT_AND_TAG * Long.BYTES),
          content.getLong(at + GREATEST_TIMESTAMP * Long.BYTES));
    }
  }
}
