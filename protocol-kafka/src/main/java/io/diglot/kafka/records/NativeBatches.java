package io.diglot.kafka.records;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.Records;
import io.diglot.store.Frame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;

/**
 * Native messages as Kafka's consumers see them: a run of frames becomes one v2 batch that keeps
 * every offset. What was made is cached by where it lies in the log, which never changes.
 * Thread-safe; not for event loops.
 */
public final class NativeBatches {
  private static final int RECORD_OVERHEAD = 192;

  private final Records records;
  private final int leaderEpoch;
  private final Cache<Span, ByteBuffer> made;

  /**
   * A converter.
   *
   * @param leaderEpoch the leader epoch that the batches carry
   * @param cachedBytes how many bytes of batches are kept
   */
  public NativeBatches(Records records, int leaderEpoch, long cachedBytes) {
    this.records = records;
    this.leaderEpoch = leaderEpoch;
    this.made =
        Caffeine.newBuilder()
            .maximumWeight(cachedBytes)
            .weigher((Span span, ByteBuffer batch) -> batch.capacity())
            .build();
  }

  /**
   * The batch for a run of native frames, which are not empty and follow each other. Not to be
   * moved.
   */
  public ByteBuffer of(List<Frame> frames) {
    Span span = new Span(frames.get(0).position(), frames.get(frames.size() - 1).position());
    return made.get(span, missing -> encode(frames));
  }

  private ByteBuffer encode(List<Frame> frames) {
    List<CommonRecord> run = new ArrayList<>(frames.size());
    frames.forEach(frame -> run.addAll(records.of(frame)));
    long first = frames.get(0).baseOffset();
    long last = frames.get(frames.size() - 1).endOffset() - 1;
    return (run.isEmpty() ? empty(first, last) : batch(first, last, run)).asReadOnlyBuffer();
  }

  /**
   * What cannot be read takes its offsets all the same, or a consumer would ask for them for ever.
   */
  private ByteBuffer empty(long first, long last) {
    ByteBuffer header = ByteBuffer.allocate(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    DefaultRecordBatch.writeEmptyHeader(
        header,
        RecordBatch.MAGIC_VALUE_V2,
        RecordBatch.NO_PRODUCER_ID,
        RecordBatch.NO_PRODUCER_EPOCH,
        RecordBatch.NO_SEQUENCE,
        first,
        last,
        leaderEpoch,
        TimestampType.CREATE_TIME,
        RecordBatch.NO_TIMESTAMP,
        false,
        false);
    return header.rewind();
  }

  private ByteBuffer batch(long first, long last, List<CommonRecord> run) {
    ByteBufferOutputStream out = new ByteBufferOutputStream(estimate(run));
    try (MemoryRecordsBuilder builder =
        new MemoryRecordsBuilder(
            out,
            RecordBatch.MAGIC_VALUE_V2,
            Compression.NONE,
            TimestampType.CREATE_TIME,
            first,
            RecordBatch.NO_TIMESTAMP,
            RecordBatch.NO_PRODUCER_ID,
            RecordBatch.NO_PRODUCER_EPOCH,
            RecordBatch.NO_SEQUENCE,
            false,
            false,
            leaderEpoch,
            Integer.MAX_VALUE)) {
      for (CommonRecord each : run) {
        builder.appendWithOffset(
            each.offset(), timestamp(each), each.key(), each.value(), headers(each));
      }
      builder.overrideLastOffset(last);
      MemoryRecords batch = builder.build();
      return batch.buffer();
    }
  }

  private static long timestamp(CommonRecord message) {
    return message.bornTimestamp() < 0 ? RecordBatch.NO_TIMESTAMP : message.bornTimestamp();
  }

  private static Header[] headers(CommonRecord message) {
    List<io.diglot.core.convert.Header> common = PropertyMapping.kafkaHeaders(message);
    Header[] headers = new Header[common.size()];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = new RecordHeader(common.get(i).name(), common.get(i).value());
    }
    return headers;
  }

  /** Room enough for what most records take beside their value, so that nothing is moved. */
  private static int estimate(List<CommonRecord> run) {
    int size = DefaultRecordBatch.RECORD_BATCH_OVERHEAD;
    for (CommonRecord each : run) {
      byte[] value = each.value();
      size += RECORD_OVERHEAD + (value == null ? 0 : value.length);
    }
    return size;
  }

  /** Where a run of frames lies in the log. */
  private record Span(long firstPosition, long lastPosition) {}
}
