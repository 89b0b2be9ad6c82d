package io.diglot.kafka.records;

import io.diglot.core.queue.ProducerStamp;
import io.diglot.core.queue.ProducerStampReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Reads producer id, epoch and sequences (KIP-98) from the header of a v2 batch. */
public final class KafkaStampReader implements ProducerStampReader {
  private static final int LAST_OFFSET_DELTA_AT = 23;
  private static final int PRODUCER_ID_AT = 43;
  private static final int PRODUCER_EPOCH_AT = 51;
  private static final int BASE_SEQUENCE_AT = 53;

  @Override
  public Optional<ProducerStamp> read(ByteBuffer payload) {
    int start = payload.position();
    long producerId = payload.getLong(start + PRODUCER_ID_AT);
    if (producerId <= RecordBatch.NO_PRODUCER_ID) {
      return Optional.empty();
    }
    int base = payload.getInt(start + BASE_SEQUENCE_AT);
    int last = lastSequence(base, payload.getInt(start + LAST_OFFSET_DELTA_AT));
    return Optional.of(
        new ProducerStamp(producerId, payload.getShort(start + PRODUCER_EPOCH_AT), base, last));
  }

  /** Sequences go on with 0 after the greatest int. */
  private static int lastSequence(int base, int delta) {
    return base > Integer.MAX_VALUE - delta ? delta - (Integer.MAX_VALUE - base) - 1 : base + delta;
  }
}
