package io.diglot.kafka.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches for tests, whole and broken. */
public final class Batches {
  /** Timestamp of the first record of a plain batch; each further one is a millisecond later. */
  public static final long TIMESTAMP = 1_700_000_000_000L;

  private Batches() {}

  /** One batch with these values and no keys. */
  public static MemoryRecords plain(String... values) {
    return compressed(Compression.NONE, values);
  }

  /** The same, compressed. */
  public static MemoryRecords compressed(Compression compression, String... values) {
    return MemoryRecords.withRecords(compression, records(values));
  }

  /** A batch of an idempotent producer. */
  public static MemoryRecords idempotent(long producerId, int sequence, String... values) {
    return MemoryRecords.withIdempotentRecords(
        Compression.NONE, producerId, (short) 0, sequence, records(values));
  }

  /** A batch of a transaction. */
  public static MemoryRecords transactional() {
    return MemoryRecords.withTransactionalRecords(Compression.NONE, 1, (short) 0, 0, records("a"));
  }

  /** Two batches one after the other. */
  public static MemoryRecords two() {
    ByteBuffer one = plain("a").buffer();
    ByteBuffer both =
        ByteBuffer.allocate(2 * one.remaining()).put(one.duplicate()).put(one.duplicate()).flip();
    return MemoryRecords.readableRecords(both);
  }

  /** A batch whose last byte is not what the checksum says. */
  public static MemoryRecords garbled() {
    return changed(
        buffer -> buffer.put(buffer.limit() - 1, (byte) (buffer.get(buffer.limit() - 1) ^ 1)));
  }

  /** A batch with something changed behind the checksum's back. */
  static MemoryRecords changed(java.util.function.Consumer<ByteBuffer> change) {
    ByteBuffer whole = plain("a", "b").buffer();
    ByteBuffer copy = ByteBuffer.allocate(whole.remaining()).put(whole).flip();
    change.accept(copy);
    return MemoryRecords.readableRecords(copy);
  }

  /** A batch of an older format. */
  static MemoryRecords magic(byte magic) {
    return MemoryRecords.withRecords(magic, Compression.NONE, records("a"));
  }

  private static SimpleRecord[] records(String... values) {
    SimpleRecord[] records = new SimpleRecord[values.length];
    for (int i = 0; i < values.length; i++) {
      records[i] =
          new SimpleRecord(TIMESTAMP + i, null, values[i].getBytes(StandardCharsets.UTF_8));
    }
    return records;
  }

  /** A Produce request for one partition. */
  public static ProduceRequestData request(
      String topic, Uuid topicId, int partition, MemoryRecords records) {
    TopicProduceData data =
        new TopicProduceData()
            .setPartitionData(
                List.of(new PartitionProduceData().setIndex(partition).setRecords(records)));
    if (topicId.equals(Uuid.ZERO_UUID)) {
      data.setName(topic);
    } else {
      data.setTopicId(topicId);
    }
    ProduceRequestData request = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(30_000);
    request.topicData().add(data);
    return request;
  }

  /** The batch that a plain batch of one record is. */
  static RecordBatch only(MemoryRecords records) {
    return records.batches().iterator().next();
  }
}
