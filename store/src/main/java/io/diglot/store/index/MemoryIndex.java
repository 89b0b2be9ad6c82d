package io.diglot.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The index of a segment that is not sealed yet. Entries of all queues stand in the order of the
 * log, where the last one is near in memory and none ever moves; a queue is a list of the numbers
 * of its entries. One writer at a time (the appender, or recovery); readers take no lock.
 */
public final class MemoryIndex implements SegmentIndex {

  private static final int BLOCK_BITS = 10;
  private static final int IN_BLOCK = (1 << BLOCK_BITS) - 1;

  private final LongMap<Entries> queues = new LongMap<>();

  /**
   * Volatile for those who see a longer row than they looked for; a block in it is published with
   * the size of a queue that has an entry there.
   */
  private volatile long[][] blocks = new long[4][];

  private int entryCount;

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
      entries = new Entries(queue, this);
      queues.add(entries);
    }
    long[] block = blockOfNext();
    int at = (entryCount & IN_BLOCK) * EntryList.WORDS;
    block[at + EntryList.BASE_OFFSET] = baseOffset;
    block[at + EntryList.PLACE] = EntryList.place(place, payloadLength, kind);
    block[at + EntryList.COUNT_AND_TAG] = EntryList.countAndTag(recordCount, tagHash);
    block[at + EntryList.GREATEST_TIMESTAMP] = greatestTimestamp;
    entries.greatestTimestamp = Math.max(entries.greatestTimestamp, greatestTimestamp);
    block[at + EntryList.GREATEST_SO_FAR] = entries.greatestTimestamp;
    entries.greatestStoreTimestamp = storeTimestamp;
    entries.bytes += payloadLength;
    entries.add(entryCount);
    entryCount++;
  }

  /**
   * Makes room for one more frame of a queue that has some, which is not seen before {@link #add}.
   * Called next to another look-up of the queue, it lets the processor wait for the memory of both
   * at once; over many queues that is most of what an append costs. Only the writer.
   */
  public void reserve(long queue) {
    Entries entries = queues.get(queue);
    if (entries != null) {
      entries.reserve();
    }
  }

  private long[] blockOfNext() {
    int number = entryCount >>> BLOCK_BITS;
    long[][] row = blocks;
    if (number == row.length) {
      row = Arrays.copyOf(row, number * 2);
      blocks = row;
    }
    if ((entryCount & IN_BLOCK) == 0) {
      row[number] = new long[(IN_BLOCK + 1) * EntryList.WORDS];
    }
    return row[number];
  }

  private long word(int number, int field) {
    return blocks[number >>> BLOCK_BITS][(number & IN_BLOCK) * EntryList.WORDS + field];
  }

  @Override
  public EntryList entries(long queue) {
    Entries entries = queues.get(queue);
    return entries == null ? EntryList.EMPTY : entries;
  }

  @Override
  public void forEachQueue(Visitor visitor) {
    queues.forEach(entries -> visitor.visit(entries.totals()));
  }

  /** The frames of a queue that has some. */
  Entries entriesOf(long queue) {
    return Objects.requireNonNull(queues.get(queue));
  }

  /** The queues that have frames here, in order. Only when there is no writer any more. */
  long[] queues() {
    long[] keys = new long[queues.size()];
    int[] filled = new int[1];
    queues.forEach(entries -> keys[filled[0]++] = entries.key());
    Arrays.sort(keys);
    return keys;
  }

  /** How many frames there are. Only the writer, or when there is no writer any more. */
  long entryCount() {
    return entryCount;
  }

  static final class Entries extends EntryList implements LongMap.Keyed {

    private static final VarHandle SIZE;

    static {
      try {
        SIZE = MethodHandles.lookup().findVarHandle(Entries.class, "size", int.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private final long queue;
    private final MemoryIndex index;

    /** Volatile for those who see a longer row than they looked for. */
    private volatile int[] numbers = new int[4];

    private int size;
    private long greatestTimestamp = Long.MIN_VALUE;
    private long greatestStoreTimestamp;
    private long bytes;

    Entries(long queue, MemoryIndex index) {
      this.queue = queue;
      this.index = index;
    }

    @Override
    public long key() {
      return queue;
    }

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
      return index.word(numbers[entry], field);
    }

    @Override
    void move(EntryCursor cursor, int entry) {
      int number = numbers[entry];
      long[] block = index.blocks[number >>> BLOCK_BITS];
      int at = (number & IN_BLOCK) * WORDS;
      cursor.set(
          block[at + BASE_OFFSET],
          block[at + PLACE],
          block[at + COUNT_AND_TAG],
          block[at + GREATEST_TIMESTAMP]);
    }

    private void reserve() {
      int[] row = numbers;
      if (size == row.length) {
        numbers = Arrays.copyOf(row, size * 2);
      }
    }

    private void add(int number) {
      reserve();
      numbers[size] = number;
      SIZE.setRelease(this, size + 1);
    }

    /** Writes all entries. Little more than loads: the processor waits for many at a time. */
    void copyTo(ByteBuffer out, int at) {
      long[][] blocks = index.blocks;
      int[] row = numbers;
      int to = at;
      for (int entry = 0; entry < size; entry++) {
        long[] block = blocks[row[entry] >>> BLOCK_BITS];
        int from = (row[entry] & IN_BLOCK) * WORDS;
        for (int field = 0; field < WORDS; field++) {
          out.putLong(to, block[from + field]);
          to += Long.BYTES;
        }
      }
    }

    QueueTotals totals() {
      return new QueueTotals(
          queue, firstOffset(), endOffset(), greatestTimestamp(), greatestStoreTimestamp, bytes);
    }
  }
}
