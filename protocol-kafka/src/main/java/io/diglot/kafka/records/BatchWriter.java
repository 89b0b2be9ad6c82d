package io.diglot.kafka.records;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.PropertyMapping;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.ByteUtils;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as one v2 batch, uncompressed and of no producer. Kafka's own builder goes through
 * a stream byte by byte and moves what it wrote when it needs more room; here all is measured
 * first, and written once into memory of the right size. Not thread-safe.
 */
final class BatchWriter {
  private static final byte NO_ATTRIBUTES = 0;

  private final long firstOffset;
  private final List<Row> rows = new ArrayList<>();
  private long firstTimestamp = RecordBatch.NO_TIMESTAMP;
  private long greatestTimestamp = RecordBatch.NO_TIMESTAMP;
  private int size = DefaultRecordBatch.RECORD_BATCH_OVERHEAD;

  /** A batch that begins at an offset, whether or not there is a record with it. */
  BatchWriter(long firstOffset) {
    this.firstOffset = firstOffset;
  }

  /** Takes one more record, whose offset is greater than those before. */
  void add(CommonRecord message) {
    long timestamp = timestamp(message);
    if (rows.isEmpty()) {
      firstTimestamp = timestamp;
    }
    greatestTimestamp = Math.max(greatestTimestamp, timestamp);
    byte[] @Nullable [] headers = headers(message);
    int body =
        Byte.BYTES
            + ByteUtils.sizeOfVarlong(timestamp - firstTimestamp)
            + ByteUtils.sizeOfVarint(offsetDelta(message.offset()))
            + sizeOf(message.key())
            + sizeOf(message.value())
            + ByteUtils.sizeOfVarint(headers.length / 2);
    for (byte[] part : headers) {
      body += sizeOf(part);
    }
    rows.add(new Row(message, headers, body));
    size = Math.addExact(size, ByteUtils.sizeOfVarint(body) + body);
  }

  /** How many bytes the batch takes. */
  int size() {
    return size;
  }

  /**
   * Writes the batch at the buffer's position, which comes to stand after it.
   *
   * @param lastOffset the last offset that the batch takes, whether or not there is a record with
   *     it
   */
  void write(ByteBuffer target, long lastOffset, int leaderEpoch) {
    int start = target.position();
    target.position(start + DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
    for (Row row : rows) {
      write(row, target);
    }
    final int end = target.position();
    target.position(start);
    DefaultRecordBatch.writeHeader(
        target,
        firstOffset,
        offsetDelta(lastOffset),
        size,
        RecordBatch.MAGIC_VALUE_V2,
        CompressionType.NONE,
        TimestampType.CREATE_TIME,
        firstTimestamp,
        greatestTimestamp,
        RecordBatch.NO_PRODUCER_ID,
        RecordBatch.NO_PRODUCER_EPOCH,
        RecordBatch.NO_SEQUENCE,
        false,
        false,
        false,
        leaderEpoch,
        rows.size());
    target.position(end);
  }

  private void write(Row row, ByteBuffer target) {
    CommonRecord message = row.message();
    ByteUtils.writeVarint(row.bodySize(), target);
    target.put(NO_ATTRIBUTES);
    ByteUtils.writeVarlong(timestamp(message) - firstTimestamp, target);
    ByteUtils.writeVarint(offsetDelta(message.offset()), target);
    write(message.key(), target);
    write(message.value(), target);
    ByteUtils.writeVarint(row.headers().length / 2, target);
    for (byte[] part : row.headers()) {
      write(part, target);
    }
  }

  private int offsetDelta(long offset) {
    return Math.toIntExact(offset - firstOffset);
  }

  private static long timestamp(CommonRecord message) {
    return message.bornTimestamp() < 0 ? RecordBatch.NO_TIMESTAMP : message.bornTimestamp();
  }

  /** Names and values by turns. */
  private static byte[] @Nullable [] headers(CommonRecord message) {
    List<Header> headers = PropertyMapping.kafkaHeaders(message);
    byte[][] parts = new byte[2 * headers.size()][];
    int next = 0;
    for (Header header : headers) {
      parts[next++] = header.name().getBytes(StandardCharsets.UTF_8);
      parts[next++] = header.value();
    }
    return parts;
  }

  private static int sizeOf(byte @Nullable [] bytes) {
    return bytes == null
        ? ByteUtils.sizeOfVarint(-1)
        : ByteUtils.sizeOfVarint(bytes.length) + bytes.length;
  }

  private static int sizeOf(@Nullable ByteBuffer bytes) {
    return bytes == null
        ? ByteUtils.sizeOfVarint(-1)
        : ByteUtils.sizeOfVarint(bytes.remaining()) + bytes.remaining();
  }

  private static void write(byte @Nullable [] bytes, ByteBuffer target) {
    if (bytes == null) {
      ByteUtils.writeVarint(-1, target);
    } else {
      ByteUtils.writeVarint(bytes.length, target);
      target.put(bytes);
    }
  }

  private static void write(@Nullable ByteBuffer bytes, ByteBuffer target) {
    if (bytes == null) {
      ByteUtils.writeVarint(-1, target);
    } else {
      int length = bytes.remaining();
      ByteUtils.writeVarint(length, target);
      target.put(target.position(), bytes, bytes.position(), length);
      target.position(target.position() + length);
    }
  }

  /** A record, its headers' names and values, and the size of what follows its length. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(CommonRecord message, byte[] @Nullable [] headers, int bodySize) {}
}
