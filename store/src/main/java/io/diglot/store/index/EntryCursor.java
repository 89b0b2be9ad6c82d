package io.diglot.store.index;

/**
 * One entry of a list after the other, each with its words read once: who walks over many entries
 * asks for most of an entry, and some of it twice. Not thread-safe.
 */
public final class EntryCursor {
  private final EntryList entries;
  private long baseOffset;
  private long place;
  private long countAndTag;
  private long greatestTimestamp;

  EntryCursor(EntryList entries) {
    this.entries = entries;
  }

  /** Goes to an entry below a size that this thread was told. To be called before all else. */
  public void moveTo(int entry) {
    entries.move(this, entry);
  }

  void set(long newBaseOffset, long newPlace, long newCountAndTag, long newGreatestTimestamp) {
    baseOffset = newBaseOffset;
    place = newPlace;
    countAndTag = newCountAndTag;
    greatestTimestamp = newGreatestTimestamp;
  }

  /** Offset of the frame's first record. */
  public long baseOffset() {
    return baseOffset;
  }

  /** Offset after the frame's last record. */
  public long endOffset() {
    return baseOffset + recordCount();
  }

  /** Where the frame begins, in bytes from the segment's start. */
  public int place() {
    return EntryList.placeOf(place);
  }

  /** Length of the frame's payload in bytes. */
  public int payloadLength() {
    return (int) (place >>> 7) & 0x3FFFFFFF;
  }

  /** The frame's kind code. */
  public byte kind() {
    return (byte) (place & 0x7F);
  }

  /** How many offsets the frame takes. */
  public int recordCount() {
    return EntryList.countOf(countAndTag);
  }

  /** The frame's tag hash. */
  public int tagHash() {
    return (int) countAndTag;
  }

  /** Greatest record timestamp in the frame. */
  public long greatestTimestamp() {
    return greatestTimestamp;
  }
}
