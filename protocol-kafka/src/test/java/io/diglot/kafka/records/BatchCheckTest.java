package io.diglot.kafka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.core.convert.RecordHandle;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.internals.Crc32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchCheckTest {
  private static final short VERSION = 9;
  private static final BatchRules FREE = rules(1 << 20, false);

  // Where the fields of a batch stand (Kafka's message format v2).
  private static final int SIZE = 8;
  private static final int CRC = 17;
  private static final int ATTRIBUTES = 21;
  private static final int LAST_OFFSET_DELTA = 23;
  private static final int MAX_TIMESTAMP = 35;
  private static final int PRODUCER_ID = 43;
  private static final int COUNT = 57;

  private static BatchRules rules(int maxBytes, boolean keyed) {
    return new BatchRules(maxBytes, false, 1, Batches.TIMESTAMP + 10_000, keyed);
  }

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void takesEveryCompression(CompressionType type) {
    MemoryRecords records = Batches.compressed(Compression.of(type).build(), "a", "b", "c");
    MutableRecordBatch batch = BatchCheck.check(records, VERSION, FREE);
    assertEquals(2, batch.lastOffset());
    assertEquals(type, batch.compressionType());
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 1})
  void refusesOlderFormats(byte magic) {
    refuses(InvalidRecordException.class, Batches.magic(magic));
  }

  @Test
  void refusesWhatIsNotOneWholeBatch() {
    refuses(InvalidRecordException.class, MemoryRecords.EMPTY);
    refuses(InvalidRecordException.class, Batches.two());
    refuses(CorruptRecordException.class, Batches.garbled());
    refuses(CorruptRecordException.class, Batches.changed(bytes -> bytes.limit(bytes.limit() - 1)));
    refuses(CorruptRecordException.class, Batches.changed(bytes -> bytes.putInt(SIZE, -5)));
    refuses(
        CorruptRecordException.class,
        Batches.changed(bytes -> bytes.putInt(SIZE, Integer.MAX_VALUE)));
    refuses(CorruptRecordException.class, Batches.changed(bytes -> bytes.putInt(SIZE, 3)));
  }

  @Test
  void refusesCountsThatDisagree() {
    refuses(InvalidRecordException.class, signed(bytes -> bytes.putInt(COUNT, 1)));
    refuses(InvalidRecordException.class, signed(bytes -> bytes.putInt(LAST_OFFSET_DELTA, 7)));
    refuses(
        InvalidRecordException.class,
        signed(bytes -> bytes.putInt(COUNT, 0).putInt(LAST_OFFSET_DELTA, -1)));
    int tooMany = RecordHandle.MAX_BATCH_RECORDS + 1;
    refuses(
        RecordTooLargeException.class,
        signed(bytes -> bytes.putInt(COUNT, tooMany).putInt(LAST_OFFSET_DELTA, tooMany - 1)));
  }

  @Test
  void refusesWhatOnlyBrokersWrite() {
    refuses(
        InvalidRecordException.class,
        signed(bytes -> bytes.putShort(ATTRIBUTES, (short) (1 << 5))));
    refuses(InvalidTxnStateException.class, Batches.transactional());
    refuses(InvalidRecordException.class, signed(bytes -> bytes.putLong(PRODUCER_ID, 5)));
    refuses(
        InvalidTimestampException.class,
        signed(
            bytes -> bytes.putShort(ATTRIBUTES, (short) (TimestampType.LOG_APPEND_TIME.id << 3))));
  }

  @Test
  void refusesCompressionsThatNobodyCouldRead() {
    refuses(
        UnsupportedCompressionTypeException.class,
        signed(bytes -> bytes.putShort(ATTRIBUTES, (short) 5)));
    MemoryRecords zstd = Batches.compressed(Compression.zstd().build(), "a");
    assertThrows(
        UnsupportedCompressionTypeException.class, () -> BatchCheck.check(zstd, (short) 6, FREE));
    assertEquals(0, BatchCheck.check(zstd, (short) 7, FREE).lastOffset());
  }

  @Test
  void keepsToTheTopicsRules() {
    MemoryRecords batch = Batches.plain("a");
    int size = batch.sizeInBytes();
    assertEquals(size, BatchCheck.check(batch, VERSION, rules(size, false)).sizeInBytes());
    assertThrows(
        RecordTooLargeException.class,
        () -> BatchCheck.check(batch, VERSION, rules(size - 1, false)));
    assertThrows(
        InvalidRecordException.class, () -> BatchCheck.check(batch, VERSION, rules(size, true)));
    MemoryRecords keyed =
        MemoryRecords.withRecords(
            Compression.gzip().build(),
            new SimpleRecord(Batches.TIMESTAMP, new byte[1], new byte[1]));
    assertEquals(0, BatchCheck.check(keyed, VERSION, rules(1000, true)).lastOffset());
    refuses(
        InvalidTimestampException.class,
        signed(bytes -> bytes.putLong(MAX_TIMESTAMP, Batches.TIMESTAMP + 20_000)));
    refuses(InvalidTimestampException.class, signed(bytes -> bytes.putLong(MAX_TIMESTAMP, 0)));
  }

  @Test
  void findsBrokenRecordsWhereItLooksForKeys() {
    // The first record's length becomes nonsense, and the checksum is right.
    MemoryRecords nonsense = signed(bytes -> bytes.put(61, (byte) 0x7f));
    assertThrows(ApiException.class, () -> BatchCheck.check(nonsense, VERSION, rules(1000, true)));
  }

  private static void refuses(Class<? extends ApiException> why, MemoryRecords records) {
    assertEquals(
        why,
        assertThrows(ApiException.class, () -> BatchCheck.check(records, VERSION, FREE))
            .getClass());
  }

  /** A batch with something changed and a checksum that agrees. */
  private static MemoryRecords signed(Consumer<ByteBuffer> change) {
    return Batches.changed(
        bytes -> {
          change.accept(bytes);
          bytes.putInt(CRC, (int) Crc32C.compute(bytes, ATTRIBUTES, bytes.limit() - ATTRIBUTES));
        });
  }
}
