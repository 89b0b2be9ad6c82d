package io.diglot.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The index of a segment that is not sealed yet: one growing primitive array a queue. One writer at
 * a time (the appender, or recovery); readers take no lock.
 */
public final class MemoryIndex implements SegmentIndex {

  private final LongMap<Entries> queues = new LongMap<>();
  private long entryCount;

  /**
   * Adds a frame; a queue's frames come in offset order. Only the writer.
   *
   * @param queue the queue
   * @param baseOffset offset of the frame's first record
   * @param recordCount how many offsets it takes
   * @param place where it begins, in bytes from the segment's start
   * @param payloadLength bytes of payload
   * @param kind kind code
   * @param tagHash tag hash
   * @param greatestTimestamp greatest record timestamp in it
   * @param storeTimestamp when the log took it
   */
  public void add(
      long queue,
      long baseOffset,
      int recordCount,
      int place,
      int payloadLength,
      byte kind,
      int tagHash,
      long greatestTimestamp,
      long storeTimestamp) {
    Entries entries = queues.get(queue);
    if (entries == null) {
      entries = new Entries();
      queues.add(queue, entries);
    }
    entries.add(
        baseOffset,
        EntryList.place(place, payloadLength, kind),
        EntryList.countAndTag(recordCount, tagHash),
        greatestTimestamp);
    entries.greatestStoreTimestamp = storeTimestamp;
    entries.bytes += payloadLength;
    entryCount++;
  }

  @Override
  public EntryList entries(long queue) {
    Entries entries = queues.get(queue);
    return entries == null ? EntryList.EMPTY : entries;
  }

  @Override
  public void forEachQueue(Visitor visitor) {
    queues.forEach((queue, entries) -> visitor.visit(entries.totals(queue)));
  }

  /** The frames of a queue that has some. */
  Entries entriesOf(long queue) {
    return Objects.requireNonNull(queues.get(queue));
  }

  /** How many queues have frames here. Only the writer, or when there is no writer any more. */
  int queueCount() {
    return queues.size();
  }

  /** How many frames there are. Only the writer, or when there is no writer any more. */
  long entryCount() {
    return entryCount;
  }

  static final class Entries extends EntryList {

    private static final VarHandle SIZE;

    static {
      try {
        SIZE = MethodHandles.lookup().findVarHandle(Entries.class, "size", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private long[] words = new long[2 * WORDS];
    private int size;
    private long greatestStoreTimestamp;
    private long bytes;

    @Override
    public int size() {
      return (int) SIZE.getAcquire(this);
    }

    @Override
    public long firstOffset() {
      return baseOffset(0);
    }

    @Override
    public long endOffset() {
      return endOffset(size() - 1);
    }

    @Override
    public long greatestTimestamp() {
      return greatestSoFar(size() - 1);
    }

    @Override
    long word(int entry, int field) {
      return words[entry * WORDS + field];
    }

    void add(long baseOffset, long place, long countAndTag, long greatestTimestamp) {
      int at = size * WORDS;
      if (at == words.length) {
        words = Arrays.copyOf(words, Math.max(at + WORDS, at / WORDS * 3 / 2 * WORDS));
      }
      long before = size == 0 ? Long.MIN_VALUE : words[at - WORDS + GREATEST_SO_FAR];
      words[at + BASE_OFFSET] = baseOffset;
      words[at + PLACE] = place;
      words[at + COUNT_AND_TAG] = countAndTag;
      words[at + GREATEST_TIMESTAMP] = greatestTimestamp;
      words[at + GREATEST_SO_FAR] = Math.max(before, greatestTimestamp);
      SIZE.setRelease(this, size + 1);
    }

    void copyTo(ByteBuffer out, int at) {
      out.slice(at, size * WORDS * Long.BYTES).asLongBuffer().put(words, 0, size * WORDS);
    }

    QueueTotals totals(long queue) {
      return new QueueTotals(
          queue, firstOffset(), endOffset(), greatestTimestamp(), greatestStoreTimestamp, bytes);
    }
  }
}
