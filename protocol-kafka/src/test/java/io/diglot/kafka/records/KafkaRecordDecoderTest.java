package io.diglot.kafka.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;

class KafkaRecordDecoderTest {
  private final KafkaRecordDecoder decoder = new KafkaRecordDecoder();

  @Test
  void recordsThatAreManyAreLeftOutHoweverSmall() {
    assertEquals(50_000, decoder.decode(batch(50_000, 0)).size());
    Frame tooMany = batch(200_000, 0);
    assertThrows(UndecodableFrameException.class, () -> decoder.decode(tooMany));
  }

  @Test
  void recordsThatAreLargeAreLeftOutHoweverWellTheyCompress() {
    assertEquals(1, decoder.decode(batch(1, 16 << 20)).size());
    Frame tooLarge = batch(3, 16 << 20);
    assertThrows(UndecodableFrameException.class, () -> decoder.decode(tooLarge));
  }

  private static Frame batch(int records, int valueBytes) {
    SimpleRecord same = new SimpleRecord(1, new byte[valueBytes]);
    ByteBuffer payload =
        MemoryRecords.withRecords(
                Compression.gzip().build(),
                Collections.nCopies(records, same).toArray(SimpleRecord[]::new))
            .buffer();
    return new Frame(FrameKind.KAFKA, 1L << 32, 64, 0, records, 0, 1, 1, payload);
  }
}
