package io.diglot.benchmarks.nullbroker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.kafka.api.RecordSlices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.junit.jupiter.api.Test;

class NullRecordsTest {
  private final NullRecords records = new NullRecords();

  private static List<MutableRecordBatch> batches(RecordSlices slices) {
    ByteBuffer joined = ByteBuffer.allocate(slices.sizeInBytes());
    slices.slices().forEach(slice -> joined.put(slice.duplicate()));
    List<MutableRecordBatch> batches = new ArrayList<>();
    MemoryRecords.readableRecords(joined.flip()).batches().forEach(batches::add);
    return batches;
  }

  @Test
  void putsAnyNumberOfRecordsTogether() {
    List<MutableRecordBatch> batches = batches(records.between(5, 5 + 128 + 64 + 1, 1 << 20));
    assertEquals(
        List.of(128, 64, 1), batches.stream().map(MutableRecordBatch::countOrNull).toList());
    long offset = 5;
    for (MutableRecordBatch batch : batches) {
      batch.ensureValid();
      for (Record record : batch) {
        assertEquals(offset++, record.offset());
      }
    }
    assertEquals(198, offset);
  }

  @Test
  void givesNoMoreThanFits() {
    RecordSlices slices = records.between(0, 1_000_000, 1 << 20);
    assertTrue(slices.sizeInBytes() <= 1 << 20);
    assertEquals(7, batches(slices).size());
  }

  @Test
  void givesOneBatchEvenIfItDoesNotFit() {
    assertEquals(1, batches(records.between(0, 1_000_000, 1)).size());
  }

  @Test
  void hasNothingAtTheEndOrBehindIt() {
    assertEquals(0, records.between(7, 7, 1 << 20).sizeInBytes());
    assertEquals(0, records.between(9, 7, 1 << 20).sizeInBytes());
  }
}
