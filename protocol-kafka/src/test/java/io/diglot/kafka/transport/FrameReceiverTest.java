package io.diglot.kafka.transport;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.TooLongFrameException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameReceiverTest {
  private static final int MAX = 8 << 20;

  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
  private final SpareBuffer spare = new SpareBuffer();
  private final FrameReceiver receiver = new FrameReceiver(MAX, spare);
  private final EmbeddedChannel channel = new EmbeddedChannel(receiver);

  FrameReceiverTest() {
    channel.config().setAllocator(allocator);
  }

  @AfterEach
  void everyBufferIsGivenBack() {
    channel.finishAndReleaseAll();
    spare.close();
    assertEquals(0, allocator.metric().usedDirectMemory());
  }

  /** Bytes arrive as a socket gives them: into the buffers that it was told to fill. */
  private void arrive(byte[] bytes, Random random) {
    int at = 0;
    while (at < bytes.length) {
      ByteBuf buffer = receiver.nextBuffer(allocator);
      int room = Math.min(buffer.writableBytes(), bytes.length - at);
      int count = random.nextInt(8) == 0 ? 1 + random.nextInt(room) : room;
      buffer.writeBytes(bytes, at, count);
      at += count;
      channel.writeInbound(buffer);
    }
  }

  private static byte[] framed(byte[] content) {
    return ByteBufUtil.getBytes(
        Unpooled.buffer().writeInt(content.length).writeBytes(content), 0, content.length + 4);
  }

  private void assertNextFrame(byte[] content) {
    ByteBuf frame = channel.readInbound();
    assertNotNull(frame);
    assertArrayEquals(content, ByteBufUtil.getBytes(frame));
    frame.release();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 16 << 10, 1 << 20, (1 << 20) + 1, 5_000_000, MAX})
  void aFrameOfAnySizeComesWhole(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    arrive(framed(content), new Random(1));
    assertNextFrame(content);
    assertNull(channel.readInbound());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void framesInARowAreCutWhereverReadsEnd(long seed) {
    Random random = new Random(seed);
    byte[][] contents = new byte[60][];
    ByteBuf all = Unpooled.buffer();
    for (int i = 0; i < contents.length; i++) {
      contents[i] = new byte[random.nextInt(random.nextInt(4) == 0 ? 70_000 : 300)];
      random.nextBytes(contents[i]);
      all.writeBytes(framed(contents[i]));
    }
    arrive(ByteBufUtil.getBytes(all), random);
    for (byte[] content : contents) {
      assertNextFrame(content);
    }
    assertNull(channel.readInbound());
  }

  @Test
  void bytesThatComeOneByOneInForeignBuffersAreTakenToo() {
    byte[] content = {1, 2, 3, 4, 5};
    for (byte each : framed(content)) {
      channel.writeInbound(allocator.buffer().writeByte(each));
    }
    assertNextFrame(content);
  }

  @Test
  void aSizeThatIsNotAllowedEndsTheStreamBeforeAnythingIsKept() {
    ByteBuf tooLong = allocator.buffer().writeInt(MAX + 1).writeZero(100);
    assertThrows(TooLongFrameException.class, () -> channel.writeInbound(tooLong));
    channel.writeInbound(allocator.buffer().writeBytes(framed(new byte[] {1})));
    assertNull(channel.readInbound());
  }

  @Test
  void aNegativeSizeEndsTheStream() {
    ByteBuf negative = allocator.buffer().writeInt(-1);
    assertThrows(CorruptedFrameException.class, () -> channel.writeInbound(negative));
  }

  @Test
  void aClaimAloneCostsLittle() {
    channel.writeInbound(allocator.buffer().writeInt(MAX).writeByte(1));
    ByteBuf next = receiver.nextBuffer(allocator);
    assertEquals((128 << 10) - 1, next.writableBytes());
    next.release();
  }

  @Test
  void aConnectionThatGoesGivesItsHalfFrameBack() {
    channel.writeInbound(allocator.buffer().writeInt(1_000).writeByte(1));
    channel.close().syncUninterruptibly();
    assertNull(channel.readInbound());
  }

  @Test
  void whatAFrameNeededServesTheNext() {
    Random random = new Random(1);
    byte[] first = contentOf(300_000, random);
    arrive(framed(first), random);
    assertNextFrame(first);
    long used = allocator.metric().usedDirectMemory();
    byte[] second = contentOf(200_000, random);
    arrive(framed(second), random);
    assertEquals(used, allocator.metric().usedDirectMemory());
    assertNextFrame(second);
  }

  @Test
  void aFrameThatSomebodyHoldsStaysAsItIs() {
    Random random = new Random(1);
    byte[] first = contentOf(100_000, random);
    byte[] second = contentOf(100_000, random);
    arrive(framed(first), random);
    arrive(framed(second), random);
    assertNextFrame(first);
    assertNextFrame(second);
  }

  @Test
  void theMemoryOfAVeryLargeFrameIsGivenBack() {
    Random random = new Random(1);
    byte[] content = contentOf(SpareBuffer.MOST_KEPT + 1, random);
    arrive(framed(content), random);
    assertNextFrame(content);
    assertEquals(0, allocator.metric().usedDirectMemory());
  }

  @Test
  void peersThatStopInTheMiddleHoldNoMoreThanOneSpareBuffer() {
    Random random = new Random(1);
    byte[] content = contentOf(300_000, random);
    long kept = memoryAfter(content, random);
    try (Peer first = new Peer();
        Peer second = new Peer()) {
      first.begin(100_000);
      assertEquals(kept, allocator.metric().usedDirectMemory());
      arrive(framed(content), random);
      assertNextFrame(content);
      second.begin(100_000);
      assertEquals(kept + 100_000, allocator.metric().usedDirectMemory());
    }
    assertEquals(kept, allocator.metric().usedDirectMemory());
  }

  @Test
  void aSmallFrameDoesNotHoldALargeBuffer() {
    Random random = new Random(1);
    byte[] large = contentOf(300_000, random);
    long kept = memoryAfter(large, random);
    try (Peer peer = new Peer()) {
      peer.begin(20_000);
      assertEquals(kept + 20_000, allocator.metric().usedDirectMemory());
      arrive(framed(large), random);
      assertEquals(kept + 20_000, allocator.metric().usedDirectMemory());
      assertNextFrame(large);
    }
    assertEquals(kept, allocator.metric().usedDirectMemory());
  }

  @Test
  void aFrameThatIsDroppedLeavesItsBufferToTheNext() {
    Random random = new Random(1);
    byte[] content = contentOf(300_000, random);
    final long kept = memoryAfter(content, random);
    try (Peer peer = new Peer()) {
      peer.begin(200_000);
    }
    assertEquals(kept, allocator.metric().usedDirectMemory());
    assertEquals(kept, memoryAfter(content, random));
  }

  /** Lets a frame come in whole; the memory that is in use when nobody has it any more. */
  private long memoryAfter(byte[] content, Random random) {
    arrive(framed(content), random);
    assertNextFrame(content);
    return allocator.metric().usedDirectMemory();
  }

  /** Another connection on the same event loop. */
  private final class Peer implements AutoCloseable {
    private final EmbeddedChannel connection = new EmbeddedChannel(new FrameReceiver(MAX, spare));

    Peer() {
      connection.config().setAllocator(allocator);
    }

    /** Sends the size of a frame, its first bytes, and nothing more. */
    void begin(int frameBytes) {
      connection.writeInbound(allocator.buffer().writeInt(frameBytes).writeZero(15_000));
    }

    @Override
    public void close() {
      connection.finishAndReleaseAll();
    }
  }

  private static byte[] contentOf(int size, Random random) {
    byte[] content = new byte[size];
    random.nextBytes(content);
    return content;
  }
}
