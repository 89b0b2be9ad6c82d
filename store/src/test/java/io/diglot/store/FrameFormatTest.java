package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes on the disk, field by field. They may only change together with the version. */
class FrameFormatTest {

  private static final String FRAME =
      String.join(
          "",
          "00000044", // length: 64 + 4
          "bd7ca0ee", // CRC32C of what follows
          "01", // kind NATIVE
          "01", // version
          "0000", // flags
          "00000001", // epoch
          "0000000500000002", // queue
          "0000000000000000", // base offset
          "00000001", // record count
          "000000ff", // tag hash
          "0000018bcfe56800", // store timestamp 1700000000000
          "000000000000007b", // greatest timestamp 123
          "0000000000000040", // position
          "deadbeef", // payload
          "00000000"); // up to the next multiple of 8

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  private static FrameDraft golden() {
    ByteBuffer payload = ByteBuffer.wrap(HexFormat.of().parseHex("deadbeef"));
    int none = FrameDraft.NO_FIELD;
    return new FrameDraft(FrameKind.NATIVE, 5L << 32 | 2, 1, 255, 123, payload, none, none, none);
  }

  @Test
  void writesAFrame() throws IOException {
    try (Log log = fixture.open()) {
      append(log, golden());
      assertEquals(FRAME, HexFormat.of().formatHex(fixture.disk.bytes(0, 64, 72)));
    }
  }

  @Test
  void readsAFrame() {
    ByteBuffer segment = ByteBuffer.allocate(256).put(64, HexFormat.of().parseHex(FRAME));
    assertTrue(FrameFormat.isWhole(segment, 64, 256, 64));
    assertFalse(FrameFormat.isWhole(segment, 64, 256, 72));
    Frame frame = FrameFormat.frame(segment, 64);
    assertEquals(FrameKind.NATIVE, frame.kind());
    assertEquals(5L << 32 | 2, frame.queue());
    assertEquals(64, frame.position());
    assertEquals(1, frame.recordCount());
    assertEquals(255, frame.tagHash());
    assertEquals(1_700_000_000_000L, frame.storeTimestamp());
    assertEquals(123, frame.greatestTimestamp());
    assertEquals(golden().payload(), frame.payload());
  }

  @Test
  void noFlippedBitGoesUnnoticed() {
    byte[] bytes = HexFormat.of().parseHex(FRAME);
    for (int bit = 0; bit < 68 * 8; bit++) {
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(FrameFormat.isWhole(ByteBuffer.wrap(bytes), 0, bytes.length, 64), "bit " + bit);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  @Test
  void writesASegmentHeader() throws IOException {
    try (Log log = fixture.open()) {
      append(log, golden());
      String expected =
          String.join(
              "",
              "4449474c4f543153", // "DIGLOT1S"
              "0000000000000000", // base position
              "0000000000000000", // end of the segment before
              "0000018bcfe56800", // begun at 1700000000000
              "00010000", // size
              "00000001", // epoch
              "0000000000000000000000000000000000000000", // unused
              "d1cdfea3"); // CRC32C of what precedes
      assertEquals(expected, HexFormat.of().formatHex(fixture.disk.bytes(0, 0, 64)));
    }
  }

  @Test
  void kindCodesNeverChange() {
    StringBuilder codes = new StringBuilder();
    for (FrameKind kind : FrameKind.values()) {
      codes.append(kind).append(kind.code()).append(' ');
      assertEquals(kind, FrameKind.ofCode(kind.code()));
    }
    assertEquals("NATIVE1 KAFKA2 EVENT3 TIMER4 HALF5 MARKER6 ", codes.toString());
    assertFalse(FrameKind.isKnown((byte) 0));
    assertFalse(FrameKind.isKnown((byte) 7));
    assertFalse(FrameKind.isKnown((byte) -1));
  }
}
