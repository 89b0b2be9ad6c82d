package io.diglot.remoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameCodecTest {
  /** GET_ROUTEINFO_BY_TOPIC of a Java client 5.5.0, binary header, and a body of two bytes. */
  private static final String BINARY_REQUEST =
      """
      0000 0033           # length of all that follows: 4 + 45 + 2
      01 00002d           # encoding ROCKETMQ, header of 45 bytes
      0069                # code 105
      00                  # language JAVA
      0201                # version 513
      0000 002a           # opaque 42
      0000 0000           # flag: a request that wants an answer
      0000 0003 c3a9 21   # remark "é!"
      0000 0015           # fields of 21 bytes
      0005 746f 7069 63   # "topic"
      0000 0001 54        # "T"
      0001 61             # "a"
      0000 0002 0102      # control characters, as in message properties
      cafe                # body
      """;

  private static final String JSON_HEADER =
      """
      {"code":105,"extFields":{"topic":"T","a":"\\u0001\\u0002é"},"flag":3,"language":"GO","opaque":42,\
      "remark":"x","serializeTypeCurrentRPC":"JSON","version":409}""";

  @Test
  void readsTheBinaryHeader() {
    Command command = Frames.decode(Frames.hex(BINARY_REQUEST)).get(0);
    assertEquals(
        new CommandHeader(
            105,
            LanguageCode.JAVA,
            513,
            42,
            0,
            "é!",
            Map.of("topic", "T", "a", "\u0001\u0002"),
            HeaderEncoding.ROCKETMQ),
        command.header());
    assertEquals(Frames.hex("cafe"), command.body());
    assertTrue(command.release());
  }

  @Test
  void writesTheBinaryHeaderAsItCame() {
    Command command = Frames.decode(Frames.hex(BINARY_REQUEST)).get(0);
    assertEquals(Frames.hex(BINARY_REQUEST), Frames.encode(command));
  }

  @Test
  void readsTheJsonHeader() {
    ByteBuf frame = Frames.frame(0, Frames.text(JSON_HEADER), Frames.hex("00 01"));
    Command command = Frames.decode(frame).get(0);
    CommandHeader header = command.header();
    assertEquals(
        new CommandHeader(
            105,
            LanguageCode.GO,
            409,
            42,
            3,
            "x",
            Map.of("topic", "T", "a", "\u0001\u0002é"),
            HeaderEncoding.JSON),
        header);
    assertTrue(header.isResponse());
    assertTrue(header.isOneWay());
    assertEquals(2, command.bodyBytes());
    command.release();
  }

  @Test
  void writesTheJsonHeaderAsItCame() {
    ByteBuf frame = Frames.frame(0, Frames.text(JSON_HEADER), Unpooled.EMPTY_BUFFER);
    assertEquals(frame.copy(), Frames.encode(Frames.decode(frame).get(0)));
  }

  @Test
  void toleratesWhatOtherClientsPutIntoJson() {
    String header =
        """
        { "opaque":7, "language":1, "later":{"a":[1]}, "version":0, "remark":null, "flag":0,
          "extFields":{"n":5,"b":true,"absent":null}, "code":34 }""";
    Command command =
        Frames.decode(Frames.frame(0, Frames.text(header), Unpooled.EMPTY_BUFFER)).get(0);
    assertEquals(LanguageCode.CPP, command.header().language());
    assertEquals(Map.of("n", "5", "b", "true"), command.header().fields());
    assertEquals("", command.remark());
    command.release();
  }

  @ParameterizedTest
  @EnumSource(HeaderEncoding.class)
  void answersInTheEncodingAndWithTheOpaqueOfTheRequest(HeaderEncoding encoding) {
    CommandHeader request =
        new CommandHeader(105, LanguageCode.CPP, 300, -5, 0, "", Map.of(), encoding);
    ByteBuf bytes =
        Frames.encode(
            Response.of(17, "none")
                .field("n", 3)
                .body(Frames.text("ab"))
                .body(Frames.text("cd"))
                .answering(request));
    Command answer = Frames.decode(bytes).get(0);
    assertEquals(encoding, answer.header().encoding());
    assertEquals(-5, answer.header().opaque());
    assertTrue(answer.header().isResponse());
    assertFalse(answer.header().isOneWay());
    assertEquals("none", answer.remark());
    assertEquals(3, answer.fields().int32("n"));
    assertEquals("abcd", answer.body().toString(StandardCharsets.UTF_8));
    answer.release();
  }

  @ParameterizedTest
  @EnumSource(HeaderEncoding.class)
  void everyHeaderSurvivesARoundTripHoweverItIsCut(HeaderEncoding encoding) {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      CommandHeader header = randomHeader(random, encoding);
      byte[] body = new byte[random.nextInt(50)];
      random.nextBytes(body);
      ByteBuf bytes = Frames.encode(new Command(header, List.of(Unpooled.wrappedBuffer(body))));
      Command command = decodeInPieces(bytes, random);
      assertEquals(header, command.header());
      assertEquals(Unpooled.wrappedBuffer(body), command.body());
      command.release();
    }
  }

  @Test
  void randomBytesAreRefusedOrReadButNeverBreakTheDecoder() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    byte[] good = ByteBufUtil.getBytes(Frames.hex(BINARY_REQUEST));
    byte[] json =
        ByteBufUtil.getBytes(Frames.frame(0, Frames.text(JSON_HEADER), Frames.hex("cafe")));
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = (random.nextBoolean() ? good : json).clone();
      int flips = 1 + random.nextInt(4);
      for (int i = 0; i < flips; i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      ByteBuf in = Unpooled.wrappedBuffer(bytes);
      try {
        Frames.decode(in).forEach(Command::release);
      } catch (MalformedFrameException expected) {
        assertFalse(String.valueOf(expected.getMessage()).isEmpty());
      }
      assertEquals(0, in.refCnt(), "round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000003 00000000", // shorter than its own header word
        "ffffffff 00000000", // negative length
        "00100000 00000000", // one byte over the limit of 1 MiB with the length word
        "7fffffff", // far over the limit: refused before the rest comes
        "00000020 00010001", // header of 64 KiB + 1 in a frame of 32 bytes
        "00080000 00010001", // header over the header limit
        "00000020 02000004", // unknown encoding
        "00000004 00000000", // no header at all
        "00000006 00000002 5b5d", // a JSON array
        "00000006 00000002 7b22", // JSON cut short
        "00000008 00000004 7b7d7b7d", // two JSON objects
        "00000010 0100000c 0069 00 0201 0000002a 000000", // binary header cut within its fixed part
      })
  void malformedFramesAreRefused(String bytes) {
    DecoderException refused =
        assertThrows(DecoderException.class, () -> Frames.decode(Frames.hex(bytes)));
    assertEquals(MalformedFrameException.class, refused.getClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000 0000 0000 0005 0005 61", // fields say 5 bytes, 3 are there
        "0000 0000 0000 0004 0009 6161", // key longer than the fields
        "0000 0000 0000 0002 ffff", // negative key length
        "0000 0000 0000 0007 0001 61 ffffffff", // negative value length
        "0000 0009 0000 0000", // remark longer than the header
        "ffff ffff 0000 0000", // negative remark length
        "0000 0000 0000 0000 00", // a byte too many
        "0000 0000", // no fields length
      })
  void malformedBinaryHeadersAreRefused(String afterFixedPart) {
    ByteBuf header =
        Unpooled.wrappedBuffer(
            Frames.hex("0069 00 0201 0000002a 00000000"), Frames.hex(afterFixedPart));
    ByteBuf frame = Frames.frame(1, header, Unpooled.EMPTY_BUFFER);
    assertThrows(MalformedFrameException.class, () -> Frames.decode(frame));
  }

  @Test
  void nothingIsReadAfterAMalformedFrame() {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(Frames.LIMITS));
    ByteBuf bytes =
        Unpooled.wrappedBuffer(Frames.hex("00000003 00000000"), Frames.hex(BINARY_REQUEST));
    assertThrows(MalformedFrameException.class, () -> channel.writeInbound(bytes));
    channel.writeInbound(Frames.hex(BINARY_REQUEST));
    assertFalse(channel.finish());
  }

  @Test
  void aFrameOverTheLimitIsNotWritten() {
    ByteBuf body = Unpooled.buffer().writeZero(Frames.LIMITS.maxFrameBytes());
    Command command = Command.request(10, Map.of(), body);
    EmbeddedChannel channel = new EmbeddedChannel(new FrameEncoder(Frames.LIMITS));
    assertThrows(RuntimeException.class, () -> channel.writeOutbound(command));
    assertEquals(0, body.refCnt());
    assertFalse(channel.finish());
  }

  @Test
  void aCodeOver16BitsDoesNotFitTheBinaryHeader() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Command.request(RequestCode.POP_MESSAGE, Map.of(), HeaderEncoding.ROCKETMQ, List.of()));
  }

  private static Command decodeInPieces(ByteBuf bytes, Random random) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(Frames.LIMITS));
    while (bytes.isReadable()) {
      channel.writeInbound(bytes.readRetainedSlice(1 + random.nextInt(bytes.readableBytes())));
    }
    bytes.release();
    Command command = channel.readInbound();
    assertFalse(channel.finish());
    return command;
  }

  private static CommandHeader randomHeader(Random random, HeaderEncoding encoding) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      fields.put(randomText(random), randomText(random));
    }
    return new CommandHeader(
        random.nextInt(Short.MAX_VALUE),
        LanguageCode.ofWireCode(random.nextInt(14)),
        random.nextInt(Short.MAX_VALUE),
        random.nextInt(),
        random.nextInt(),
        randomText(random),
        fields,
        encoding);
  }

  /** Control characters, quotes, and characters of one to four UTF-8 bytes. */
  private static String randomText(Random random) {
    int[] alphabet = {0, 1, 2, '"', '\\', 'a', ' ', 'é', '€', 0x1F600};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }
}
