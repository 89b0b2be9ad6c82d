package io.diglot.core.queue.machine;

/**
 * What a queue remembers of one idempotent producer (KIP-98): its epoch and its last five batches.
 * Not thread-safe.
 *
 * <p>As in Kafka, a producer of which nothing is known may begin with any sequence: what was known
 * may have been deleted with its records.
 */
public final class ProducerSequence {
  /** How many batches are known as duplicates when they come again. */
  public static final int REMEMBERED = 5;

  private final long producerId;
  private final int[] baseSequences = new int[REMEMBERED];
  private final int[] lastSequences = new int[REMEMBERED];
  private final long[] baseOffsets = new long[REMEMBERED];
  private final long[] positions = new long[REMEMBERED];
  private final long[] storeTimestamps = new long[REMEMBERED];
  private short epoch;
  private int count;
  private int newest = -1;

  /** A producer without batches. */
  public ProducerSequence(long producerId) {
    this.producerId = producerId;
  }

  /** What to do with a batch. */
  public enum Verdict {
    /** It is next. */
    NEXT,
    /** It is one of the last five; see {@link #find}. */
    DUPLICATE,
    /** It is neither next nor known. */
    OUT_OF_ORDER,
    /** A newer instance of the producer has written. */
    OLD_EPOCH
  }

  /** Judges a batch and changes nothing. */
  public Verdict judge(short batchEpoch, int baseSequence, int lastSequence) {
    if (count == 0) {
      return Verdict.NEXT;
    }
    if (batchEpoch != epoch) {
      if (batchEpoch < epoch) {
        return Verdict.OLD_EPOCH;
      }
      return baseSequence == 0 ? Verdict.NEXT : Verdict.OUT_OF_ORDER;
    }
    if (find(baseSequence, lastSequence) >= 0) {
      return Verdict.DUPLICATE;
    }
    return baseSequence == following(lastSequences[newest]) ? Verdict.NEXT : Verdict.OUT_OF_ORDER;
  }

  /** Takes a batch in that was appended. */
  public void accept(
      short batchEpoch,
      int baseSequence,
      int lastSequence,
      long baseOffset,
      long position,
      long storeTimestamp) {
    if (batchEpoch != epoch) {
      epoch = batchEpoch;
      count = 0;
    }
    newest = (newest + 1) % REMEMBERED;
    count = Math.min(count + 1, REMEMBERED);
    baseSequences[newest] = baseSequence;
    lastSequences[newest] = lastSequence;
    baseOffsets[newest] = baseOffset;
    positions[newest] = position;
    storeTimestamps[newest] = storeTimestamp;
  }

  /** The slot of a remembered batch, or -1. */
  public int find(int baseSequence, int lastSequence) {
    for (int back = 0; back < count; back++) {
      int slot = Math.floorMod(newest - back, REMEMBERED);
      if (baseSequences[slot] == baseSequence && lastSequences[slot] == lastSequence) {
        return slot;
      }
    }
    return -1;
  }

  /** The producer. */
  public long producerId() {
    return producerId;
  }

  /** Its epoch. */
  public short epoch() {
    return epoch;
  }

  /** How many batches are remembered. */
  public int count() {
    return count;
  }

  /** The slot of the batch that came so many batches before the newest one. */
  public int slot(int back) {
    return Math.floorMod(newest - back, REMEMBERED);
  }

  /** Sequence of a remembered batch's first record. */
  public int baseSequence(int slot) {
    return baseSequences[slot];
  }

  /** Sequence of a remembered batch's last record. */
  public int lastSequence(int slot) {
    return lastSequences[slot];
  }

  /** Offset of a remembered batch's first record. */
  public long baseOffset(int slot) {
    return baseOffsets[slot];
  }

  /** Where a remembered batch stands. */
  public long position(int slot) {
    return positions[slot];
  }

  /** When a remembered batch was stored. */
  public long storeTimestamp(int slot) {
    return storeTimestamps[slot];
  }

  /** When the producer last wrote, milliseconds since the epoch. */
  public long lastWrite() {
    return storeTimestamps[newest];
  }

  private static int following(int sequence) {
    return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
  }
}
