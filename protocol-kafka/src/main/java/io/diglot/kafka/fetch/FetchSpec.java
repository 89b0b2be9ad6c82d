package io.diglot.kafka.fetch;

import org.apache.kafka.common.message.FetchRequestData.FetchPartition;

/**
 * What is wanted of a partition.
 *
 * @param fetchOffset the first offset wanted
 * @param leaderEpoch the leader epoch that the client knows, -1 for none
 * @param lastFetchedEpoch the epoch of the record before, -1 for none
 * @param maxBytes bytes wanted at most
 */
record FetchSpec(long fetchOffset, int leaderEpoch, int lastFetchedEpoch, int maxBytes) {

  static FetchSpec of(FetchPartition asked) {
    return new FetchSpec(
        asked.fetchOffset(),
        asked.currentLeaderEpoch(),
        asked.lastFetchedEpoch(),
        asked.partitionMaxBytes());
  }

  /** The same from another offset on. */
  FetchSpec from(long offset) {
    return new FetchSpec(offset, leaderEpoch, lastFetchedEpoch, maxBytes);
  }
}
