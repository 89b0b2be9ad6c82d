package io.diglot.kafka.records;

import io.diglot.core.convert.RecordHandle;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnsupportedCompressionTypeException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * Looks at what a producer sent before it is kept: exactly one batch of format v2, whole, in a
 * known compression, and within its topic's rules. Judges by the batch header; the records are
 * looked into only where the topic demands keys.
 */
public final class BatchCheck {
  private static final int SIZE_AT = 8;
  private static final int MAGIC_AT = 16;
  private static final int ATTRIBUTES_AT = 21;
  private static final int CODEC_BITS = 7;
  private static final int LAST_CODEC = CompressionType.ZSTD.id;

  /**
   * The Produce version from which on producers know that consumers may not know zstd (KIP-110).
   */
  private static final int ZSTD_SINCE = 7;

  private BatchCheck() {}

  /**
   * The one batch in a partition's records.
   *
   * @param produceVersion version of the Produce request
   * @throws ApiException saying what is wrong, for the partition's answer
   */
  public static MutableRecordBatch check(
      BaseRecords records, short produceVersion, BatchRules rules) {
    MutableRecordBatch batch = onlyBatch(records, produceVersion);
    if (batch.sizeInBytes() > rules.maxBytes()) {
      throw new RecordTooLargeException(
          "The batch has " + batch.sizeInBytes() + " bytes, the topic takes " + rules.maxBytes());
    }
    if (!batch.isValid()) {
      throw new CorruptRecordException("The batch does not match its checksum");
    }
    checkCounts(batch);
    checkKind(batch);
    checkTimestamps(batch, rules);
    if (rules.keyed()) {
      checkKeys(batch);
    }
    return batch;
  }

  private static MutableRecordBatch onlyBatch(BaseRecords records, short produceVersion) {
    if (!(records instanceof MemoryRecords memory)) {
      throw new InvalidRecordException("There are no records");
    }
    checkStart(memory.buffer(), produceVersion);
    Iterator<MutableRecordBatch> batches = memory.batches().iterator();
    if (!batches.hasNext()) {
      throw new CorruptRecordException("The batch is cut off");
    }
    MutableRecordBatch batch = batches.next();
    if (batches.hasNext()) {
      throw new InvalidRecordException("Produce takes exactly one batch a partition");
    }
    return batch;
  }

  /**
   * What must hold before Kafka's classes may look: they take an unknown codec for a bug of ours.
   */
  private static void checkStart(ByteBuffer bytes, short produceVersion) {
    int start = bytes.position();
    if (bytes.remaining() <= MAGIC_AT) {
      throw new InvalidRecordException("Produce takes exactly one batch a partition");
    }
    if (bytes.get(start + MAGIC_AT) != RecordBatch.MAGIC_VALUE_V2) {
      throw new InvalidRecordException("Only batches of magic 2 are taken");
    }
    int size = bytes.getInt(start + SIZE_AT);
    if (size < 0
        || bytes.remaining() - (SIZE_AT + Integer.BYTES) < size
        || bytes.remaining() <= ATTRIBUTES_AT + 1) {
      throw new CorruptRecordException("The batch is cut off");
    }
    int codec = bytes.getShort(start + ATTRIBUTES_AT) & CODEC_BITS;
    if (codec > LAST_CODEC) {
      throw new UnsupportedCompressionTypeException("Compression " + codec + " is not known");
    }
    if (codec == CompressionType.ZSTD.id && produceVersion < ZSTD_SINCE) {
      throw new UnsupportedCompressionTypeException("zstd needs Produce version " + ZSTD_SINCE);
    }
  }

  private static void checkCounts(RecordBatch batch) {
    Integer count = batch.countOrNull();
    long offsets = batch.lastOffset() - batch.baseOffset() + 1;
    if (count == null || count <= 0 || offsets != count) {
      throw new InvalidRecordException(
          "The batch claims " + count + " records and " + offsets + " offsets");
    }
    if (count > RecordHandle.MAX_BATCH_RECORDS) {
      throw new RecordTooLargeException(
          "A batch has at most " + RecordHandle.MAX_BATCH_RECORDS + " records");
    }
  }

  private static void checkKind(RecordBatch batch) {
    if (batch.isControlBatch()) {
      throw new InvalidRecordException("Clients write no control records");
    }
    if (batch.isTransactional()) {
      throw new InvalidTxnStateException("There are no transactions for Kafka clients");
    }
    if (batch.hasProducerId() && (batch.baseSequence() < 0 || batch.producerEpoch() < 0)) {
      throw new InvalidRecordException(
          "A batch of producer " + batch.producerId() + " has no sequence");
    }
  }

  private static void checkTimestamps(RecordBatch batch, BatchRules rules) {
    if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
      throw new InvalidTimestampException("Producers do not set the type LogAppendTime");
    }
    boolean outside =
        batch.maxTimestamp() > rules.latestTimestamp()
            || (batch.maxTimestamp() >= 0 && batch.maxTimestamp() < rules.earliestTimestamp());
    if (!rules.logAppendTime() && outside) {
      throw new InvalidTimestampException(
          "The greatest timestamp " + batch.maxTimestamp() + " is out of range");
    }
  }

  private static void checkKeys(RecordBatch batch) {
    try {
      for (Record each : batch) {
        if (!each.hasKey()) {
          throw new InvalidRecordException("A compacted topic takes no record without a key");
        }
      }
    } catch (ApiException e) {
      throw e;
    } catch (KafkaException e) {
      throw new CorruptRecordException("The records cannot be read: " + e.getMessage());
    }
  }
}
