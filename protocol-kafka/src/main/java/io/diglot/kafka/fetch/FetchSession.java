package io.diglot.kafka.fetch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client that fetches incrementally (KIP-227) wants, and what it was last told. Thread-safe:
 * one lock, held shortly. Partitions that had records go to the row's end, so that a full response
 * starves none.
 */
final class FetchSession {
  private final int id;
  private final boolean byId;
  private final Map<FetchKey, Entry> partitions = new LinkedHashMap<>();
  private int nextEpoch = FetchMetadata.nextEpoch(FetchMetadata.INITIAL_EPOCH);

  FetchSession(int id, FetchRequest first) {
    this.id = id;
    this.byId = namesById(first);
    put(first);
  }

  static boolean namesById(FetchRequest request) {
    return request.version() >= 13;
  }

  int id() {
    return id;
  }

  boolean byId() {
    return byId;
  }

  /** Takes an incremental request in; false if it is not the next one. */
  synchronized boolean advance(FetchRequest request) {
    if (request.metadata().epoch() != nextEpoch) {
      return false;
    }
    nextEpoch = FetchMetadata.nextEpoch(nextEpoch);
    for (ForgottenTopic topic : request.data().forgottenTopicsData()) {
      topic
          .partitions()
          .forEach(p -> partitions.remove(FetchKey.of(topic.topicId(), topic.topic(), p)));
    }
    put(request);
    return true;
  }

  /** Everything that is wanted, in the order in which it is to be served. */
  synchronized List<Wanted> wanted() {
    List<Wanted> wanted = new ArrayList<>(partitions.size());
    partitions.forEach((key, entry) -> wanted.add(new Wanted(key, entry.spec)));
    return wanted;
  }

  /**
   * Whether the client has to be told, and if so notes that it was: records, an error, or an end
   * that moved. On the first response everything counts as news.
   */
  synchronized boolean isNews(FetchKey key, PartitionData data) {
    Entry entry = partitions.get(key);
    if (entry == null) {
      return true;
    }
    boolean hasRecords = data.records() != null && data.records().sizeInBytes() > 0;
    PartitionData told = entry.told;
    boolean news =
        told == null
            || hasRecords
            || data.errorCode() != 0
            || data.divergingEpoch().epoch() >= 0
            || told.highWatermark() != data.highWatermark()
            || told.logStartOffset() != data.logStartOffset();
    // Only the numbers are kept: the records' bytes are given back.
    entry.told =
        new PartitionData()
            .setHighWatermark(data.highWatermark())
            .setLogStartOffset(data.logStartOffset());
    if (hasRecords) {
      partitions.remove(key);
      partitions.put(key, entry);
    }
    return news;
  }

  private void put(FetchRequest request) {
    for (FetchTopic topic : request.data().topics()) {
      for (FetchPartition partition : topic.partitions()) {
        FetchKey key = FetchKey.of(topic.topicId(), topic.topic(), partition.partition());
        partitions.computeIfAbsent(key, absent -> new Entry()).spec = FetchSpec.of(partition);
      }
    }
  }

  /** A partition and what is wanted of it. */
  record Wanted(FetchKey key, FetchSpec spec) {

    /** The same from another offset on. */
    Wanted from(long offset) {
      return new Wanted(key, spec.from(offset));
    }
  }

  private static final class Entry {
    private FetchSpec spec = new FetchSpec(0, -1, -1, 0);
    private @Nullable PartitionData told;
  }
}
