package io.diglot.kafka.records;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.RecordDecoder;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.core.model.Topic;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Makes common records of v2 batches in any of Kafka's compressions. Stateless, thread-safe. */
public final class KafkaRecordDecoder implements RecordDecoder {
  /** Header whose value is RocketMQ's tag. */
  static final String TAGS = "TAGS";

  /**
   * What the records of one batch may take when decompressed; a batch that needs more is left out.
   */
  private static final long MAX_DECODED_BYTES = 256L << 20;

  @Override
  public FrameKind kind() {
    return FrameKind.KAFKA;
  }

  @Override
  public List<CommonRecord> decode(Frame frame) {
    List<CommonRecord> records = new ArrayList<>(frame.recordCount());
    MutableRecordBatch batch = batch(frame);
    long decoded = 0;
    try (CloseableIterator<Record> each =
        batch.streamingIterator(BufferSupplier.NO_CACHING, (int) MAX_DECODED_BYTES)) {
      while (each.hasNext()) {
        Record next = each.next();
        decoded += next.sizeInBytes();
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
    String tag = null;
    for (org.apache.kafka.common.header.Header header : kafka.headers()) {
      String text = tag == null && header.key().equals(TAGS) ? text(header.value()) : null;
      if (text != null) {
        tag = text;
      } else {
        headers.add(new Header(header.key(), header.value()));
      }
    }
    return new CommonRecord(
        RecordHandle.inBatch(frame.position(), index),
        Topic.queueId(frame.queue()),
        frame.baseOffset() + index,
        kafka.hasKey() ? bytes(kafka.key()) : null,
        tag,
        headers,
        kafka.hasValue() ? bytes(kafka.value()) : null,
        kafka.timestamp(),
        frame.storeTimestamp(),
        0,
        0);
  }

  /** The text in these bytes, or null if they are none: then the header stays a header. */
  private static @Nullable String text(byte @Nullable [] utf8) {
    if (utf8 == null || utf8.length == 0) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }
}
