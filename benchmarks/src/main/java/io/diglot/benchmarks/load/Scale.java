package io.diglot.benchmarks.load;

/**
 * How much is done.
 *
 * @param records records that a tool sends or takes
 * @param warmUpRecords records that a tool sends or takes first and does not count
 * @param warmUpMillis how long a driver warms up
 * @param pacedWarmUpMillis how long one does that sends at a rate, and so takes longer to get warm
 * @param measureMillis how long it measures
 * @param manyQueues how many queues are many
 */
public record Scale(
    int records,
    int warmUpRecords,
    int warmUpMillis,
    int pacedWarmUpMillis,
    int measureMillis,
    int manyQueues) {

  /** Whether it is {@link #quick}. */
  public boolean isQuick() {
    return equals(quick());
  }

  /** Records in a backlog that is taken. */
  int backlog() {
    return warmUpRecords + records;
  }

  /** A look, in under five minutes for everything. */
  public static Scale quick() {
    return new Scale(120_000, 40_000, 700, 2_000, 1_500, 200);
  }

  /** What goes into a table to be trusted. */
  public static Scale full() {
    return new Scale(1_000_000, 500_000, 3_000, 24_000, 8_000, 10_000);
  }
}
