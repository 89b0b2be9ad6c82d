package io.diglot.kafka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchWriterTest {
  private static final long FIRST = 1L << 40;
  private static final int EPOCH = 7;

  private final Random random;

  BatchWriterTest() {
    long seed = System.nanoTime();
    System.out.println("BatchWriterTest seed " + seed);
    this.random = new Random(seed);
  }

  @Test
  void writesWhatKafkasBuilderWrites() {
    for (int round = 0; round < 500; round++) {
      List<CommonRecord> records = anyRecords();
      long last = FIRST + 300 + random.nextInt(100);
      assertEquals(built(records, last), written(records, last));
    }
  }

  @Test
  void everyFieldIsReadAsItWasGiven() {
    List<CommonRecord> records = anyRecords();
    RecordBatch batch = read(written(records, FIRST + 300));
    batch.ensureValid();
    assertEquals(FIRST, batch.baseOffset());
    assertEquals(FIRST + 300, batch.lastOffset());
    assertEquals(EPOCH, batch.partitionLeaderEpoch());
    assertEquals(RecordBatch.NO_PRODUCER_ID, batch.producerId());
    assertEquals(records.size(), batch.countOrNull());
    List<Record> got = StreamSupport.stream(batch.spliterator(), false).toList();
    for (int i = 0; i < records.size(); i++) {
      CommonRecord given = records.get(i);
      assertEquals(given.offset(), got.get(i).offset());
      SimpleRecord expected =
          new SimpleRecord(
              timestamp(given), Utils.wrapNullable(given.key()), given.value(), headers(given));
      assertEquals(expected, new SimpleRecord(got.get(i)));
    }
  }

  @Test
  void aBatchWithoutRecordsTakesItsOffsets() {
    RecordBatch batch = read(written(List.of(), FIRST + 3));
    batch.ensureValid();
    assertEquals(FIRST, batch.baseOffset());
    assertEquals(FIRST + 3, batch.lastOffset());
    assertEquals(0, batch.countOrNull());
    assertEquals(RecordBatch.NO_TIMESTAMP, batch.maxTimestamp());
  }

  private static RecordBatch read(ByteBuffer bytes) {
    return MemoryRecords.readableRecords(bytes).batches().iterator().next();
  }

  /** Written where something stands already, as memory outside of the heap. */
  private static ByteBuffer written(List<CommonRecord> records, long last) {
    BatchWriter writer = new BatchWriter(FIRST);
    records.forEach(writer::add);
    ByteBuffer target = ByteBuffer.allocateDirect(writer.size() + 5).position(5);
    writer.write(target, last, EPOCH);
    assertEquals(target.limit(), target.position());
    return target.position(5).slice();
  }

  private static ByteBuffer built(List<CommonRecord> records, long last) {
    try (MemoryRecordsBuilder builder =
        MemoryRecords.builder(
            ByteBuffer.allocate(512),
            RecordBatch.MAGIC_VALUE_V2,
            Compression.NONE,
            TimestampType.CREATE_TIME,
            FIRST,
            RecordBatch.NO_TIMESTAMP,
            RecordBatch.NO_PRODUCER_ID,
            RecordBatch.NO_PRODUCER_EPOCH,
            RecordBatch.NO_SEQUENCE,
            false,
            EPOCH)) {
      for (CommonRecord each : records) {
        builder.appendWithOffset(
            each.offset(),
            timestamp(each),
            Utils.wrapNullable(each.key()),
            each.value() == null ? null : each.value().duplicate(),
            headers(each));
      }
      builder.overrideLastOffset(last);
      return builder.build().buffer();
    }
  }

  private static long timestamp(CommonRecord record) {
    return Math.max(RecordBatch.NO_TIMESTAMP, record.bornTimestamp());
  }

  private static org.apache.kafka.common.header.Header[] headers(CommonRecord record) {
    return record.headers().stream()
        .map(header -> new RecordHeader(header.name(), header.value()))
        .toArray(org.apache.kafka.common.header.Header[]::new);
  }

  /** At least one, their offsets with gaps and from the first on, or not. */
  private List<CommonRecord> anyRecords() {
    List<CommonRecord> records = new ArrayList<>();
    long offset = FIRST + random.nextInt(3);
    for (int left = 1 + random.nextInt(20); left > 0; left--) {
      records.add(anyRecord(offset));
      offset += 1 + random.nextInt(15);
    }
    return records;
  }

  private CommonRecord anyRecord(long offset) {
    List<Header> headers = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      String name =
          List.of("", "a", "grün", "x".repeat(random.nextInt(200))).get(random.nextInt(4));
      headers.add(new Header(name, anyBytes()));
    }
    long timestamp = random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(1_000_000);
    return new CommonRecord(
        4096, 1, offset, anyBytes(), null, headers, anyValue(), timestamp, 0, 0, 0);
  }

  /** Somewhere in a buffer. */
  private @Nullable ByteBuffer anyValue() {
    byte[] bytes = anyBytes();
    return bytes == null
        ? null
        : ByteBuffer.allocateDirect(bytes.length + 7).put(3, bytes).slice(3, bytes.length);
  }

  private byte @Nullable [] anyBytes() {
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(random.nextInt(3) == 0 ? 20_000 : 70)];
    random.nextBytes(bytes);
    return bytes;
  }
}
