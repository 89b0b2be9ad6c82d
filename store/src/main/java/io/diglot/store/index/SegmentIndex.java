package io.diglot.store.index;

/** The frames of one segment by queue. Thread-safe for readers. */
public interface SegmentIndex {

  /** The frames of a queue; {@link EntryList#EMPTY} when there are none. */
  EntryList entries(long queue);

  /** Calls the visitor once for every queue that has frames here, in no particular order. */
  void forEachQueue(Visitor visitor);

  /** See {@link #forEachQueue}. */
  @FunctionalInterface
  interface Visitor {
    /** Takes one queue's totals. */
    void visit(QueueTotals totals);
  }

  /**
   * A queue's part in a segment.
   *
   * @param queue the queue
   * @param firstOffset base offset of its first frame there
   * @param endOffset offset after its last record there
   * @param greatestTimestamp greatest record timestamp there, milliseconds since the epoch
   * @param greatestStoreTimestamp greatest store timestamp there, milliseconds since the epoch
   * @param bytes payload bytes there
   */
  record QueueTotals(
      long queue,
      long firstOffset,
      long endOffset,
      long greatestTimestamp,
      long greatestStoreTimestamp,
      long bytes) {}
}
