package io.diglot.kafka.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.kafka.api.Reply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.timeout.IdleStateEvent;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.message.HeartbeatRequestData;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionHandlerTest {
  private final Calls calls = new Calls(1 << 20);
  private final EmbeddedChannel channel = calls.channel;

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void apiVersionsByteForByte() {
    receive(
        "0000000b", // size of what follows
        "0012", // api key 18, ApiVersions
        "0000", // version 0
        "0000002a", // correlation id
        "0001",
        "61"); // client id "a"
    assertSent(
        "0000001c", // size of what follows
        "0000002a", // correlation id
        "0000", // no error
        "00000003", // three APIs
        "000c 0000 0004", // Heartbeat 0 to 4
        "0010 0000 0005", // ListGroups 0 to 5
        "0012 0000 0005"); // ApiVersions 0 to 5
  }

  @Test
  void apiVersionsOfTheFutureIsAnsweredInVersionZero() {
    receive(
        "0000000c", // size
        "0012", // ApiVersions
        "0063", // version 99
        "00000007", // correlation id
        "0001",
        "61", // client id
        "00"); // no tagged fields; whatever follows in that version is not looked at
    assertSent(
        "00000010", // size
        "00000007", // correlation id, in a header of version 0
        "0023", // UNSUPPORTED_VERSION
        "00000001", // one API:
        "0012 0000 0005"); // ApiVersions, so that the client knows what to ask with
  }

  @Test
  void repliesLeaveInTheOrderOfTheRequests() {
    int first = calls.overlap();
    int second = calls.overlap();
    int third = calls.overlap();
    assertEquals(3, calls.overlapping.started.size());
    calls.overlapping.answer(2);
    calls.overlapping.answer(1);
    assertEquals(List.of(), calls.answered());
    calls.overlapping.answer(0);
    assertEquals(List.of(first, second, third), calls.answered());
    assertEquals(3, calls.overlapping.released);
  }

  @Test
  void anExclusiveRequestHoldsTheNext() {
    int first = calls.exclude();
    int second = calls.overlap();
    assertEquals(0, calls.overlapping.started.size());
    assertFalse(channel.config().isAutoRead(), "nothing is read while a request waits");
    calls.exclusive.answer(0);
    assertEquals(1, calls.overlapping.started.size());
    assertTrue(channel.config().isAutoRead());
    calls.overlapping.answer(0);
    assertEquals(List.of(first, second), calls.answered());
  }

  @Test
  void readingStopsWhileTooManyAnswersAreOutstanding() {
    for (int i = 0; i < 300; i++) {
      calls.overlap();
    }
    assertEquals(256, calls.overlapping.started.size());
    assertFalse(channel.config().isAutoRead());
    calls.overlapping.answer(0);
    channel.runPendingTasks();
    assertEquals(257, calls.overlapping.started.size());
    for (int i = 1; i < 300; i++) {
      calls.overlapping.answer(i);
    }
    assertEquals(300, calls.answered().size());
    assertTrue(channel.config().isAutoRead());
  }

  @Test
  void readingStopsWhileThePeerDoesNotRead() {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    channel.runPendingTasks();
    calls.overlap();
    assertEquals(0, calls.overlapping.started.size());
    assertFalse(channel.config().isAutoRead());
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, true);
    channel.runPendingTasks();
    assertEquals(1, calls.overlapping.started.size());
  }

  @Test
  void whatIsNotOfferedEndsTheConnectionAfterTheRepliesThatAreDue() {
    int due = calls.overlap();
    calls.send(ApiKeys.LIST_TRANSACTIONS, 0, new ListTransactionsRequestData());
    calls.overlap();
    assertTrue(channel.isActive());
    assertEquals(1, calls.overlapping.started.size(), "nothing is started any more");
    calls.overlapping.answer(0);
    assertEquals(List.of(due), calls.answered());
    assertFalse(channel.isActive());
  }

  @Test
  void unknownKeysAndVersionsAndShortRequestsEndTheConnection() {
    List<ByteBuf> hostile =
        List.of(
            Unpooled.wrappedBuffer(HexFormat.of().parseHex("00000000")),
            Unpooled.wrappedBuffer(HexFormat.of().parseHex("000000047fff0000")),
            Calls.frame(999, 0, 1, (short) 1, new HeartbeatRequestData()),
            Calls.frame(ApiKeys.HEARTBEAT.id, 4, 1, (short) 2, new HeartbeatRequestData())
                .writerIndex(20)
                .setInt(0, 16),
            Unpooled.wrappedBuffer(HexFormat.of().parseHex("ffffffff")),
            Unpooled.wrappedBuffer(HexFormat.of().parseHex("00100001")));
    for (ByteBuf bytes : hostile) {
      String shown = ByteBufUtil.hexDump(bytes);
      try (Calls fresh = new Calls(1 << 20)) {
        fresh.channel.writeInbound(bytes);
        fresh.answered();
        assertFalse(fresh.channel.isActive(), shown);
        assertEquals(0, fresh.overlapping.started.size());
      }
    }
  }

  @Test
  void aHandlersFailureIsAnswered() {
    int asked = calls.overlap();
    calls.overlapping.started.get(0).completeExceptionally(new IllegalStateException("on purpose"));
    assertEquals(List.of(asked), calls.answered());
    assertTrue(channel.isActive());
  }

  @Test
  void silenceKeepsItsPlaceAndSaysNothing() {
    calls.overlap();
    int second = calls.overlap();
    calls.overlapping.answer(1);
    calls.overlapping.started.get(0).complete(new Reply.Silence());
    assertEquals(List.of(second), calls.answered());
  }

  @Test
  void answersOfALostConnectionAreReleased() {
    calls.overlap();
    calls.overlap();
    calls.overlapping.answer(1);
    assertTrue(channel.close().isSuccess());
    assertEquals(1, calls.overlapping.released);
    calls.overlapping.answer(0);
    channel.runPendingTasks();
    assertEquals(2, calls.overlapping.released);
  }

  @Test
  void aPeerThatIsSilentAndWaitsForNothingIsIdle() {
    idle();
    assertFalse(channel.isOpen());
  }

  @Test
  void aRequestThatWaitsIsNoIdleness() {
    calls.overlap();
    idle();
    idle();
    assertTrue(channel.isOpen());
  }

  @Test
  void aPeerThatSendsNothingStaysWhileItTakesWhatItIsSent() {
    var unusedFirst = channel.write(Unpooled.buffer().writeZero(100));
    idle();
    assertTrue(channel.isOpen());
    channel.flush();
    var unusedSecond = channel.write(Unpooled.buffer().writeZero(50));
    idle();
    assertTrue(channel.isOpen());
    idle();
    assertFalse(channel.isOpen(), "it took nothing since");
  }

  @Test
  void noBytesDoMoreThanEndTheirConnection() {
    long seed = System.nanoTime();
    System.out.println("fuzz seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      ByteBuf bytes = randomBytes(random);
      try (Calls fresh = new Calls(4096)) {
        for (int i = 0; i < 3 && bytes.isReadable() && fresh.channel.isActive(); i++) {
          int length = Math.min(bytes.readableBytes(), 1 + random.nextInt(40));
          fresh.channel.writeInbound(bytes.readRetainedSlice(length));
        }
        bytes.release();
        fresh.channel.checkException();
      }
      assertEquals(0, bytes.refCnt(), "leak with seed " + seed + " in round " + round);
    }
  }

  /** Half of the time a real request with some bytes changed. */
  private static ByteBuf randomBytes(Random random) {
    if (random.nextBoolean()) {
      byte[] bytes = new byte[1 + random.nextInt(120)];
      random.nextBytes(bytes);
      return Unpooled.wrappedBuffer(bytes);
    }
    ByteBuf frame =
        Calls.frame(
            ApiKeys.HEARTBEAT.id,
            4,
            1,
            (short) 2,
            new HeartbeatRequestData().setGroupId("g").setMemberId("m"));
    for (int i = random.nextInt(3); i >= 0; i--) {
      frame.setByte(random.nextInt(frame.writerIndex()), random.nextInt(256));
    }
    return frame;
  }

  private void idle() {
    channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
    channel.runPendingTasks();
  }

  private void receive(String... hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(parse(hex)));
  }

  private void assertSent(String... hex) {
    channel.runPendingTasks();
    ByteBuf sent = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      sent.writeBytes(part);
      part.release();
    }
    assertEquals(HexFormat.of().formatHex(parse(hex)), ByteBufUtil.hexDump(sent));
  }

  private static byte[] parse(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }
}
