package io.diglot.nativeprotocol.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;

class MessagePiecesTest {
  private static final byte[] TEXT =
      "to be or not to be, to be or not to be".getBytes(StandardCharsets.UTF_8);

  @Test
  void propertiesKeepTheirOrderAndLeaveOutWhatClientsLeaveOut() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("b", "2");
    expected.put("a", "ä=1");
    assertEquals(
        List.copyOf(expected.entrySet()),
        List.copyOf(
            MessageProperties.decode(
                    "b\u00012\u0002\u0001x\u0002empty\u0001\u0002noise\u0002a\u0001ä=1")
                .entrySet()));
    assertEquals(
        "b\u00012\u0002a\u0001ä=1\u0002",
        new String(MessageProperties.encode(expected), StandardCharsets.UTF_8));
  }

  @Test
  void anyPropertyTextIsReadWithoutHarmAndStaysTheSameOnceWritten() {
    long seed = System.nanoTime();
    System.out.println("MessagePiecesTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? 1 + random.nextInt(2) : random.nextInt(256));
      }
      Map<String, String> once = MessageProperties.decode(ByteBuffer.wrap(bytes));
      assertEquals(once, MessageProperties.decode(ByteBuffer.wrap(MessageProperties.encode(once))));
    }
  }

  @Test
  void batchesAreTakenApart() {
    byte[] batch =
        HexFormat.of()
            .parseHex(
                "0000001a" // total size 26
                    + "00000000" // magic, always 0
                    + "00000000" // CRC, always 0
                    + "00000009" // flag
                    + "00000001" // body length
                    + "41" // body
                    + "0003" // properties length
                    + "6b0176" // k=v
                    + "00000016" // the second one: 22 bytes
                    + "00000000" // magic
                    + "00000000" // CRC
                    + "00000000" // flag
                    + "00000000" // an empty body
                    + "0000"); // no properties
    List<InnerMessage> messages = InnerMessage.decodeAll(ByteBuffer.wrap(batch));
    assertEquals(2, messages.size());
    assertEquals(9, messages.get(0).flag());
    assertEquals(
        "k\u0001v", StandardCharsets.UTF_8.decode(messages.get(0).properties()).toString());
    assertEquals(0, messages.get(1).body().remaining());
    batch[3]++;
    assertThrows(
        MalformedMessageException.class, () -> InnerMessage.decodeAll(ByteBuffer.wrap(batch)));
    assertThrows(
        MalformedMessageException.class,
        () -> InnerMessage.decodeAll(ByteBuffer.wrap(batch, 26, 10)));
  }

  @Test
  void everyCompressionOfTheClientsIsUnpacked() throws IOException {
    assertEquals(ByteBuffer.wrap(TEXT), BodyCompression.unpack(0, ByteBuffer.wrap(TEXT)));
    ByteArrayOutputStream zlib = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
      out.write(TEXT);
    }
    assertEquals(
        ByteBuffer.wrap(TEXT), BodyCompression.unpack(1, ByteBuffer.wrap(zlib.toByteArray())));
    assertEquals(
        ByteBuffer.wrap(TEXT), BodyCompression.unpack(0x301, ByteBuffer.wrap(zlib.toByteArray())));
    ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
    try (LZ4FrameOutputStream out = new LZ4FrameOutputStream(lz4)) {
      out.write(TEXT);
    }
    assertEquals(
        ByteBuffer.wrap(TEXT), BodyCompression.unpack(0x101, ByteBuffer.wrap(lz4.toByteArray())));
    assertEquals(
        ByteBuffer.wrap(TEXT), BodyCompression.unpack(0x201, ByteBuffer.wrap(Zstd.compress(TEXT))));
  }

  @Test
  void bodiesThatDoNotUnpackAreRefused() {
    for (int sysFlag : new int[] {1, 0x101, 0x201, 0x301}) {
      assertThrows(
          MalformedMessageException.class,
          () -> BodyCompression.unpack(sysFlag, ByteBuffer.wrap(TEXT)));
    }
    byte[] bomb = Zstd.compress(new byte[BodyCompression.MAX_UNPACKED + 1]);
    assertThrows(
        MalformedMessageException.class,
        () -> BodyCompression.unpack(0x201, ByteBuffer.wrap(bomb)));
  }

  @Test
  void messageIdsAreReadAsTheyAreWritten() {
    MessageId v4 =
        new MessageId(
            new StoredHost(NetUtil.createInetAddressFromIpAddressString("127.0.0.1"), 10911), 4096);
    assertEquals("7F00000100002A9F0000000000001000", v4.text());
    assertEquals(Optional.of(v4), MessageId.parse(v4.text()));
    MessageId v6 =
        new MessageId(
            new StoredHost(NetUtil.createInetAddressFromIpAddressString("::1"), 10911), 1L << 62);
    assertEquals(56, v6.text().length());
    assertEquals(Optional.of(v6), MessageId.parse(v6.text()));
    assertEquals(Optional.empty(), MessageId.parse("Z".repeat(32)));
    assertEquals(Optional.empty(), MessageId.parse(""));
  }
}
