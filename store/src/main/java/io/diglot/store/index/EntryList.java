package io.diglot.store.index;

/**
 * The frames of one queue in one segment, in offset order. An entry is five 64-bit words, the same
 * in memory and in the file (FORMAT.md, "Index"), so that one search serves both. Thread-safe: what
 * is below {@link #size} never changes.
 */
public abstract class EntryList {

  /** Words of an entry. */
  static final int WORDS = 5;

  static final int BASE_OFFSET = 0;
  static final int PLACE = 1;
  static final int COUNT_AND_TAG = 2;
  static final int GREATEST_TIMESTAMP = 3;
  static final int GREATEST_SO_FAR = 4;

  /** The list of a queue that has no frame in the segment. */
  public static final EntryList EMPTY = new EmptyList();

  EntryList() {}

  /** How many entries there are; more may be there at the next call. */
  public abstract int size();

  /** Offset of the first record; of a list that is not empty. Does not look at the entries. */
  public abstract long firstOffset();

  /** Offset after the last record; of a list that is not empty. Does not look at the entries. */
  public abstract long endOffset();

  /** Greatest record timestamp of a list that is not empty. Does not look at the entries. */
  public abstract long greatestTimestamp();

  /** A word of an entry below a size that this thread was told. */
  abstract long word(int entry, int field);

  /** Sets a cursor to the words of an entry below a size that this thread was told. */
  abstract void move(EntryCursor cursor, int entry);

  /** For walking over entries. */
  public final EntryCursor cursor() {
    return new EntryCursor(this);
  }

  /** Offset of the frame's first record. */
  public final long baseOffset(int entry) {
    return word(entry, BASE_OFFSET);
  }

  /** Offset after the frame's last record. */
  public final long endOffset(int entry) {
    return baseOffset(entry) + countOf(word(entry, COUNT_AND_TAG));
  }

  /** Where the frame begins, in bytes from the segment's start. */
  public final int place(int entry) {
    return placeOf(word(entry, PLACE));
  }

  /** Greatest record timestamp in the frame. */
  public final long greatestTimestamp(int entry) {
    return word(entry, GREATEST_TIMESTAMP);
  }

  /** Greatest record timestamp in this frame and those before it in the list. */
  public final long greatestSoFar(int entry) {
    return word(entry, GREATEST_SO_FAR);
  }

  /** The first entry that ends after an offset, or {@link #size} when there is none. */
  public final int firstEndingAfter(long offset) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (endOffset(middle) > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The entry that has exactly this base offset, or -1. */
  public final int withBaseOffset(long baseOffset) {
    int low = 0;
    int high = size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = baseOffset(middle);
      if (found == baseOffset) {
        return middle;
      }
      if (found < baseOffset) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /**
   * The first entry from {@code from} on whose greatest timestamp is at least that, or the size.
   */
  public final int firstSince(long timestamp, int from) {
    int size = size();
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (greatestSoFar(middle) >= timestamp) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    // The search sees entries before "from" too; when it was one of those that reached the
    // timestamp, the running maximum says nothing about the rest.
    int entry = Math.max(low, from);
    while (entry < size && greatestTimestamp(entry) < timestamp) {
      entry++;
    }
    return entry;
  }

  static long place(int place, int payloadLength, byte kind) {
    return ((long) place >>> 3) << 37 | (long) payloadLength << 7 | kind;
  }

  static int placeOf(long word) {
    return (int) (word >>> 37) << 3;
  }

  static long countAndTag(int recordCount, int tagHash) {
    return (long) recordCount << 32 | Integer.toUnsignedLong(tagHash);
  }

  static int countOf(long word) {
    return (int) (word >>> 32);
  }

  private static final class EmptyList extends EntryList {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public long firstOffset() {
      throw new IllegalStateException("empty");
    }

    @Override
    public long endOffset() {
      throw new IllegalStateException("empty");
    }

    @Override
    public long greatestTimestamp() {
      throw new IllegalStateException("empty");
    }

    @Override
    long word(int entry, int field) {
      throw new IndexOutOfBoundsException(entry);
    }

    @Override
    void move(EntryCursor cursor, int entry) {
      throw new IndexOutOfBoundsException(entry);
    }
  }
}
