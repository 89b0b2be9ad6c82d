package io.diglot.store;

import io.diglot.store.SegmentStore.SegmentFile;
import io.diglot.store.index.MemoryIndex;
import io.diglot.store.index.SealedIndex;
import io.diglot.store.index.SegmentIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open segment: its memory, its index, and how many still look at it. The log itself holds one
 * lease from opening to dropping; the memory is given back with the last lease.
 */
final class Segment {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  private final long basePosition;
  private final SegmentFile file;
  private final ByteBuffer memory;
  private final ByteBuffer readable;
  private final AtomicInteger leases = new AtomicInteger(1);
  private volatile SegmentIndex index = new MemoryIndex();
  private volatile int dataEnd = SegmentHeader.BYTES;
  private volatile int allocatedTo;
  private volatile int forcedTo;
  private volatile int journaledTo;
  private volatile int unloadedTo;
  private volatile boolean touched;
  private boolean forceFailed;
  private volatile boolean indexTrusted = true;
  private volatile long sealedAt = Long.MIN_VALUE;
  private volatile IndexMemory indexMemory = () -> {};

  /** Memory that an index lies in, to be given back together with the segment's. */
  @FunctionalInterface
  interface IndexMemory {
    /** Gives it back. */
    void close();
  }

  Segment(long basePosition, SegmentFile file) {
    this.basePosition = basePosition;
    this.file = file;
    this.memory = file.memory();
    this.readable = memory.asReadOnlyBuffer();
  }

  long basePosition() {
    return basePosition;
  }

  int size() {
    return file.size();
  }

  /** Position after the last byte that the segment could hold: where the next segment begins. */
  long limitPosition() {
    return basePosition + file.size();
  }

  /** Memory for the appender, within {@link #allocatedTo}. */
  ByteBuffer memory() {
    return memory;
  }

  /** Memory for everybody who holds a lease. */
  ByteBuffer readable() {
    return readable;
  }

  /** What the index says of whole queues: totals, but not single frames. Under a lease. */
  SegmentIndex directory() {
    return index;
  }

  /** The index. Under a lease; the first call on a recovered segment may take a while. */
  SegmentIndex index() {
    if (!indexTrusted) {
      checkIndex();
    }
    return index;
  }

  private synchronized void checkIndex() {
    if (!indexTrusted) {
      if (index instanceof SealedIndex sealed && !sealed.hasSoundEntries()) {
        LOG.error("the index of segment {} is damaged: using the frames instead", basePosition);
        index = FrameScanner.rebuildIndex(this, dataEnd).index();
      }
      indexTrusted = true;
    }
  }

  /** Where the data ends, in bytes from the segment's start. */
  int dataEnd() {
    return dataEnd;
  }

  long endPosition() {
    return basePosition + dataEnd;
  }

  /** Publishes frames up to here. Only the appender or recovery. */
  void dataEnd(int end) {
    dataEnd = end;
  }

  boolean isSealed() {
    return sealedAt != Long.MIN_VALUE;
  }

  /** When it was sealed, milliseconds since the epoch; only of a sealed one. */
  long sealedAt() {
    return sealedAt;
  }

  /** From now on the segment is immutable and has a durable index. */
  void seal(SegmentIndex sealedIndex, IndexMemory memoryOfIndex, long when) {
    indexMemory = memoryOfIndex;
    index = sealedIndex;
    forcedTo = dataEnd;
    sealedAt = when;
  }

  /** The entries of the index come from an earlier process and have not been looked at yet. */
  void distrustIndex() {
    indexTrusted = false;
  }

  /** Whether a whole frame stands at a place. Under a lease. */
  boolean isWhole(int place) {
    return FrameFormat.isWhole(readable(), place, dataEnd, basePosition + place);
  }

  int allocatedTo() {
    return allocatedTo;
  }

  /**
   * Allocates the bytes before an end, or all if it holds less; some may be there already.
   *
   * @param piece how many of them at most with one call: see {@link Pieces}
   */
  synchronized void allocate(long end, int piece) throws IOException {
    int from = allocatedTo;
    int to = (int) Math.min(end, size());
    if (to > from) {
      file.allocate(from, to, piece);
      allocatedTo = to;
    }
  }

  /** Says that recovery found data up to here, so that this much is allocated. */
  synchronized void allocatedBefore(int end) {
    allocatedTo = end;
  }

  boolean isForced() {
    return isForcedTo(dataEnd);
  }

  boolean isForcedTo(int end) {
    return forcedTo >= end;
  }

  /** Up to where the data survives a power cut, in the segment itself or in the journal. */
  int safeTo() {
    return Math.max(forcedTo, journaledTo);
  }

  boolean isSafe() {
    return safeTo() == dataEnd;
  }

  /** Says that the journal has the data up to there. Only the flushing thread. */
  void journaledTo(int end) {
    journaledTo = end;
  }

  /** Forces what was published before the call. After one failure it fails for ever. */
  void force() throws IOException {
    synchronized (file) {
      if (forceFailed) {
        throw new IOException("an earlier force of segment " + basePosition + " failed");
      }
      int end = dataEnd;
      forceFailed = true;
      file.force(forcedTo, end);
      forceFailed = false;
      forcedTo = end;
    }
  }

  /** Says that somebody reads a place, which brings it back to memory if it was unloaded. */
  void touch(int place) {
    if (place < unloadedTo && !touched) {
      touched = true;
    }
  }

  /** Starts to bring a range into memory that will be read soon. Under a lease. */
  void willNeed(int from, int to) {
    file.willNeed(from, to);
  }

  /** Brings a range into memory, and waits for the disk if it has to. Under a lease. */
  void load(int from, int to) {
    touch(from);
    file.load(from, to);
  }

  /** Bytes before the data's end that were written since the memory before them was let go of. */
  int loadedBytes() {
    return dataEnd - unloadedTo;
  }

  /** Whether {@link #unloadBefore} would let go of something. */
  boolean hasLoadedBefore(int end) {
    return touched || unloadedTo < end;
  }

  /** Lets go of the memory before a place. Under a lease; only one thread. */
  void unloadBefore(int end) {
    int from = touched ? 0 : unloadedTo;
    touched = false;
    unloadedTo = Math.max(unloadedTo, end);
    file.unload(from, end);
  }

  /** Takes a lease; false when the memory was given back already. */
  boolean tryRetain() {
    while (true) {
      int count = leases.get();
      if (count == 0) {
        return false;
      }
      if (leases.compareAndSet(count, count + 1)) {
        return true;
      }
    }
  }

  /** Gives a lease back. */
  void release() {
    if (leases.decrementAndGet() == 0) {
      file.close();
      indexMemory.close();
    }
  }
}
