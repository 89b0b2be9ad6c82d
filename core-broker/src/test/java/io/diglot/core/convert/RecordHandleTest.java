package io.diglot.core.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class RecordHandleTest {

  private static final long WINDOW = 1L << 45;

  @Test
  void aMessageOfItsOwnIsNamedByItsPosition() {
    assertEquals(4096, RecordHandle.position(RecordHandle.ofMessage(4096), 8192));
  }

  @Test
  void aRecordInABatchKeepsItsPosition() {
    long handle = RecordHandle.inBatch(123_456, RecordHandle.MAX_BATCH_RECORDS - 1);

    assertEquals(123_456, RecordHandle.position(handle, 200_000));
    assertNotEquals(handle, RecordHandle.inBatch(123_456, 0));
  }

  @Test
  void theLogsEndTellsTheBitsThatTheHandleHasNoRoomFor() {
    long end = 5 * WINDOW + 1000;

    assertEquals(end - 8, RecordHandle.position(RecordHandle.inBatch(end - 8, 3), end));
    assertEquals(
        4 * WINDOW + 2000, RecordHandle.position(RecordHandle.inBatch(4 * WINDOW + 2000, 3), end));
  }
}
