package io.diglot.store;

/**
 * The ends of a queue.
 *
 * @param start offset of the first record that can be read
 * @param end the offset that the next record gets
 */
public record QueueEnds(long start, long end) {

  /** Ends of a queue that never had a record. */
  public static final QueueEnds EMPTY = new QueueEnds(0, 0);

  /** Checks start ≤ end. */
  public QueueEnds {
    if (start < 0 || start > end) {
      throw new IllegalArgumentException("queue ends " + start + " to " + end);
    }
  }
}
