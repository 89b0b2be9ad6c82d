package io.diglot.kafka.records;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.core.model.Topic;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.CloseableIterator;

/** Makes common records of v2 batches in any of Kafka's compressions. Stateless, thread-safe. */
public final class KafkaRecordDecoder implements RecordDecoder {
  /**
   * What the records of one batch may take in memory; a batch that needs more is left out. Many
   * times what producers put into one, and little enough for all readers at once.
   */
  private static final long MAX_DECODED_BYTES = 32L << 20;

  /** About what a record takes besides its bytes: a million empty ones compress to nothing. */
  private static final int RECORD_OVERHEAD = 256;

  @Override
  public FrameKind kind() {
    return FrameKind.KAFKA;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    List<CommonRecord> records = new ArrayList<>(frame.recordCount());
    long decoded = 0;
    try (CloseableIterator<Record> each =
        batch(frame).streamingIterator(BufferSupplier.NO_CACHING, (int) MAX_DECODED_BYTES)) {
      while (each.hasNext()) {
        Record next = each.next();
        decoded += next.sizeInBytes() + RECORD_OVERHEAD;
        if (decoded > MAX_DECODED_BYTES) {
          throw new InvalidRecordException("more than " + MAX_DECODED_BYTES + " bytes");
        }
        records.add(common(frame, records.size(), next));
      }
    } catch (RuntimeException e) {
      // Kafka's classes throw whatever comes of garbage behind a right checksum.
      throw new UndecodableFrameException("Kafka batch at offset " + frame.baseOffset(), e);
    }
    return List.copyOf(records);
  }

  private static MutableRecordBatch batch(Frame frame) {
    return MemoryRecords.readableRecords(frame.payload().slice()).batches().iterator().next();
  }

  private static CommonRecord common(Frame frame, int index, Record kafka) {
    List<Header> headers = new ArrayList<>();
    for (org.apache.kafka.common.header.Header header : kafka.headers()) {
      headers.add(new Header(header.key(), header.value()));
    }
    byte[] key = kafka.hasKey() ? bytes(kafka.key()) : null;
    ByteBuffer value = kafka.hasValue() ? ByteBuffer.wrap(bytes(kafka.value())) : null;
    return PropertyMapping.ofKafka(key, headers, value)
        .toRecord(
            RecordHandle.inBatch(frame.position(), index),
            Topic.queueId(frame.queue()),
            frame.baseOffset() + index,
            kafka.timestamp(),
            frame.storeTimestamp(),
            0);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
