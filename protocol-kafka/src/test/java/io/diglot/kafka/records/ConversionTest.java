package io.diglot.kafka.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.RecordHandle;
import io.diglot.core.convert.Records;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.core.model.Topic;
import io.diglot.core.queue.ProducerStamp;
import io.diglot.kafka.records.NativeBatches.Converted;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConversionTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final long QUEUE = Topic.queueKey(3, 5);
  private static final long POSITION = 4096;
  private final KafkaRecordDecoder decoder = new KafkaRecordDecoder();

  @ParameterizedTest
  @EnumSource(CompressionType.class)
  void decodesWhatWasSent(CompressionType type) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<SimpleRecord> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sent.add(randomRecord(random, i));
    }
    MemoryRecords batch =
        MemoryRecords.withRecords(Compression.of(type).build(), sent.toArray(SimpleRecord[]::new));
    List<CommonRecord> decoded = decoder.decode(frame(FrameKind.KAFKA, 1000, 200, batch.buffer()));
    assertEquals(200, decoded.size());
    for (int i = 0; i < 200; i++) {
      CommonRecord record = decoded.get(i);
      assertEquals(1000 + i, record.offset(), "seed " + seed);
      assertEquals(5, record.queueId());
      assertEquals(RecordHandle.inBatch(POSITION, i), record.handle());
      assertEquals(sent.get(i).timestamp(), record.bornTimestamp());
    }
    // And back: what a native reader could be given holds all that the producer sent.
    ByteBuf again =
        batches(decoded)
            .of(List.of(frame(FrameKind.NATIVE, 1000, 200, ByteBuffer.allocate(0))))
            .batch();
    RecordBatch made = read(again);
    int next = 0;
    for (Record record : made) {
      assertEquals(sent.get(next), new SimpleRecord(record), "seed " + seed + " record " + next);
      assertEquals(1000 + next, record.offset());
      next++;
    }
    assertEquals(200, next);
  }

  private static SimpleRecord randomRecord(Random random, int i) {
    List<org.apache.kafka.common.header.Header> headers = new ArrayList<>();
    for (int h = random.nextInt(4); h > 0; h--) {
      String name = random.nextInt(5) == 0 ? "TAGS" : "h" + random.nextInt(3);
      headers.add(new RecordHeader(name, random.nextInt(4) == 0 ? null : bytes(random)));
    }
    byte[] key = random.nextInt(3) == 0 ? null : bytes(random);
    byte[] value = random.nextInt(3) == 0 ? null : bytes(random);
    return new SimpleRecord(
        Batches.TIMESTAMP + i,
        key,
        value,
        headers.toArray(org.apache.kafka.common.header.Header[]::new));
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void aBatchThatIsNoBatchCannotBeDecoded() {
    ByteBuffer garbage = ByteBuffer.allocate(200);
    assertThrows(
        UndecodableFrameException.class,
        () -> decoder.decode(frame(FrameKind.KAFKA, 0, 1, garbage)));
    ByteBuffer broken = Batches.plain("a").buffer();
    ByteBuffer copy = ByteBuffer.allocate(broken.remaining()).put(broken).flip();
    copy.put(61, (byte) 0x7f);
    assertThrows(
        UndecodableFrameException.class, () -> decoder.decode(frame(FrameKind.KAFKA, 0, 1, copy)));
  }

  @Test
  void runsBecomeBatchesWithTheirOffsets() {
    CommonRecord second = message(11, "tagA", "v");
    NativeBatches batches = batches(List.of(second));
    List<Frame> run =
        List.of(
            frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)),
            frame(FrameKind.NATIVE, 11, 1, ByteBuffer.allocate(1)));
    RecordBatch batch = read(batches.of(run).batch());
    assertEquals(10, batch.baseOffset());
    assertEquals(11, batch.lastOffset());
    assertEquals(4, batch.partitionLeaderEpoch());
    batch.ensureValid();
    List<Record> records = new ArrayList<>();
    batch.forEach(records::add);
    assertEquals(11, records.get(0).offset());
    assertArrayEquals("tagA".getBytes(StandardCharsets.UTF_8), records.get(0).headers()[0].value());
  }

  @Test
  void whatCannotBeReadTakesItsOffsets() {
    List<Frame> run = List.of(frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)));
    RecordBatch batch = read(batches(List.of()).of(run).batch());
    assertEquals(10, batch.baseOffset());
    assertEquals(10, batch.lastOffset());
    assertEquals(0, batch.countOrNull());
    batch.ensureValid();
  }

  @Test
  void conversionsAreKept() {
    NativeBatches batches = batches(List.of(message(10, null, "v")));
    List<Frame> run = List.of(frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)));
    List<Frame> elsewhere =
        List.of(
            new Frame(
                FrameKind.NATIVE, QUEUE, POSITION + 8, 10, 1, 0, 0, 0, ByteBuffer.allocate(1)));
    ByteBuf first = batches.of(run).batch();
    assertSame(first, batches.of(run).batch());
    assertNotSame(first, batches.of(elsewhere).batch());
    assertEquals(3, first.refCnt());
    batches.close();
    assertEquals(2, first.refCnt());
  }

  @Test
  void whatTheCacheHasNoRoomForIsTheCallersAlone() {
    List<Frame> run = List.of(frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)));
    ByteBuf batch =
        new NativeBatches(records(List.of(message(10, null, "v"))), 4, 0, CLOCK).of(run).batch();
    assertEquals(1, batch.refCnt());
    assertEquals(10, read(batch).lastOffset());
  }

  @Test
  void whatIsPreparedIsThereWhateverTheCacheKeeps() {
    List<CommonRecord> inLog = new ArrayList<>(List.of(message(10, null, "v")));
    NativeBatches batches = new NativeBatches(records(inLog), 4, 240, CLOCK);
    List<Frame> run = List.of(frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)));
    List<Frame> wantedOften =
        List.of(
            new Frame(
                FrameKind.NATIVE, QUEUE, POSITION + 8, 11, 1, 0, 0, 0, ByteBuffer.allocate(1)));
    for (int i = 0; i < 50; i++) {
      batches.of(wantedOften).batch().release();
    }
    assertEquals(1, batches.prepare(run));
    inLog.clear();
    ByteBuf prepared = batches.of(run).batch();
    batches.close();
    assertEquals(1, read(prepared).countOrNull(), "not converted again");
    assertEquals(1, prepared.refCnt(), "it is the caller's alone");
  }

  @Test
  void nothingIsPreparedForWhichThereIsNoRoom() {
    NativeBatches batches =
        new NativeBatches(records(List.of(message(10, null, "v"))), 4, 300, CLOCK);
    List<Frame> large = List.of(frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(151)));
    assertEquals(0, batches.prepare(large));
  }

  @Test
  void messagesThatUnpackToMuchEndTheirBatch() {
    String large = "v".repeat(5 << 20);
    NativeBatches batches =
        batches(List.of(message(10, null, large), message(11, null, large), message(12, null, "")));
    List<Frame> run =
        List.of(
            frame(FrameKind.NATIVE, 10, 1, ByteBuffer.allocate(1)),
            frame(FrameKind.NATIVE, 11, 1, ByteBuffer.allocate(1)),
            frame(FrameKind.NATIVE, 12, 1, ByteBuffer.allocate(1)));
    Converted converted = batches.of(run);
    assertEquals(2, converted.frames());
    assertEquals(11, read(converted.batch()).lastOffset());
  }

  @Test
  void stampsAreReadFromTheHeader() {
    KafkaStampReader reader = new KafkaStampReader();
    ByteBuffer batch = Batches.idempotent(77, Integer.MAX_VALUE - 1, "a", "b", "c").buffer();
    assertEquals(
        Optional.of(new ProducerStamp(77, (short) 0, Integer.MAX_VALUE - 1, 0)),
        reader.read(batch));
    assertEquals(0, batch.position());
    assertEquals(Optional.empty(), reader.read(Batches.plain("a").buffer()));
  }

  @Test
  void noKeyIsNotAnEmptyKey() {
    MemoryRecords batch =
        MemoryRecords.withRecords(
            Compression.NONE,
            new SimpleRecord(1, null, new byte[0]),
            new SimpleRecord(1, new byte[0], null));
    List<CommonRecord> decoded = decoder.decode(frame(FrameKind.KAFKA, 0, 2, batch.buffer()));
    assertNull(decoded.get(0).key());
    assertEquals(0, decoded.get(0).value().remaining());
    assertEquals(0, decoded.get(1).key().length);
    assertNull(decoded.get(1).value());
  }

  private static Frame frame(FrameKind kind, long offset, int count, ByteBuffer payload) {
    return new Frame(kind, QUEUE, POSITION, offset, count, 0, 2, 1, payload.asReadOnlyBuffer());
  }

  private static CommonRecord message(long offset, String tag, String value) {
    return new CommonRecord(
        POSITION,
        5,
        offset,
        null,
        tag,
        List.of(new Header("p", new byte[] {1})),
        ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)),
        Batches.TIMESTAMP,
        Batches.TIMESTAMP,
        0,
        0);
  }

  private static RecordBatch read(ByteBuf batch) {
    return MemoryRecords.readableRecords(batch.nioBuffer()).batches().iterator().next();
  }

  private static NativeBatches batches(List<CommonRecord> all) {
    return new NativeBatches(records(all), 4, 1 << 20, CLOCK);
  }

  /** Records that stand in the frames that have their offsets. */
  private static Records records(List<CommonRecord> all) {
    return new Records() {
      @Override
      public List<CommonRecord> of(Frame frame) {
        return all.stream()
            .filter(
                each -> each.offset() >= frame.baseOffset() && each.offset() < frame.endOffset())
            .toList();
      }
    };
  }
}
