package io.diglot.nativeprotocol.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.diglot.core.convert.CommonRecord;
import io.diglot.core.convert.Header;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.core.convert.UndecodableFrameException;
import io.diglot.nativeprotocol.message.MessageProperties;
import io.diglot.nativeprotocol.message.StoredHost;
import io.diglot.nativeprotocol.message.StoredMessage;
import io.diglot.nativeprotocol.message.StoredMessageCodec;
import io.diglot.nativeprotocol.settings.BrokerIdentity;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConversionTest {
  private static final byte[] BODY = "hello hello hello".getBytes(StandardCharsets.UTF_8);

  private final NativeRecordDecoder decoder = new NativeRecordDecoder();
  private final CommonRecordEncoder encoder =
      new CommonRecordEncoder(
          new BrokerIdentity(
              "c",
              "b",
              0,
              new StoredHost(NetUtil.createInetAddressFromIpAddressString("10.0.0.1"), 1)));

  private static Frame frame(ByteBuffer payload) {
    return new Frame(FrameKind.NATIVE, 1L << 32, 4096, 5, 1, 0, 2_000, 2_000, payload);
  }

  private static ByteBuffer message(int sysFlag, byte[] body, String properties) {
    StoredHost host = new StoredHost(NetUtil.createInetAddressFromIpAddressString("10.0.0.1"), 1);
    return StoredMessageCodec.encode(
        new StoredMessage(
            "t",
            2,
            9,
            5,
            4096,
            sysFlag,
            1_000,
            host,
            2_000,
            host,
            3,
            0,
            ByteBuffer.wrap(body),
            ByteBuffer.wrap(properties.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void aMessageIsARecordWithItsBodyUnpacked() {
    ByteBuffer payload =
        message(0x201, Zstd.compress(BODY), "KEYS\u0001k1 k2\u0002TAGS\u0001A\u0002p\u0001ä\u0002");
    CommonRecord record = decoder.decode(frame(payload)).get(0);
    assertEquals(4096, record.handle());
    assertEquals(2, record.queueId());
    assertEquals(5, record.offset());
    assertArrayEquals("k1 k2".getBytes(StandardCharsets.UTF_8), record.key());
    assertEquals("A", record.tag());
    assertEquals(1, record.headers().size());
    assertEquals("p", record.headers().get(0).name());
    assertArrayEquals("ä".getBytes(StandardCharsets.UTF_8), record.headers().get(0).value());
    assertEquals(ByteBuffer.wrap(BODY), record.value());
    assertEquals(1_000, record.bornTimestamp());
    assertEquals(2_000, record.storeTimestamp());
    assertEquals(3, record.reconsumeTimes());
    assertEquals(9, record.flag());
  }

  @Test
  void anyRecordComesBackFromItsMessage() {
    long seed = System.nanoTime();
    System.out.println("ConversionTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 5_000; round++) {
      CommonRecord record = anyRecord(random);
      CommonRecord back = decoder.decode(frame(encoder.encode(record, "t"))).get(0);
      assertArrayEquals(record.key(), back.key());
      assertEquals(record.tag(), back.tag());
      assertEquals(record.value(), back.value());
      assertEquals(record.bornTimestamp(), back.bornTimestamp());
      List<Header> headers = PropertyMapping.kafkaHeaders(back);
      List<Header> expected = PropertyMapping.kafkaHeaders(record);
      assertEquals(expected.size(), headers.size());
      for (int i = 0; i < headers.size(); i++) {
        assertEquals(expected.get(i).name(), headers.get(i).name());
        assertArrayEquals(expected.get(i).value(), headers.get(i).value());
      }
    }
  }

  private static CommonRecord anyRecord(Random random) {
    List<Header> headers = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      String name = List.of("a", "b", "KEYS", "CLUSTER", "ö", "").get(random.nextInt(6));
      headers.add(new Header(name, anyBytes(random)));
    }
    String tag = random.nextBoolean() ? null : "tag" + random.nextInt(3);
    return new CommonRecord(
        4096,
        2,
        5,
        anyBytes(random),
        tag,
        headers,
        random.nextInt(4) == 0 ? null : ByteBuffer.wrap(new byte[random.nextInt(6)]),
        random.nextLong(),
        2_000,
        0,
        0);
  }

  private static byte[] anyBytes(Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(6)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 'a' + random.nextInt(26));
    }
    return bytes;
  }

  @Test
  void headersThatDoNotFitAreLeftOutAndTheMessageStaysReadable() {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("small", BODY));
    headers.add(new Header("large", new byte[100_000]));
    CommonRecord record =
        new CommonRecord(4096, 2, 5, null, "A", headers, ByteBuffer.wrap(BODY), 1_000, 2_000, 0, 0);
    StoredMessage message = StoredMessageCodec.decode(encoder.encode(record, "t"));
    assertTrue(message.properties().remaining() <= MessageProperties.MAX_BYTES);
    assertEquals("A", message.propertyMap().get("TAGS"));
    assertEquals("hello hello hello", message.propertyMap().get("small"));
  }

  @Test
  void garbledFramesAreUndecodableAndNothingElse() {
    long seed = System.nanoTime();
    System.out.println("ConversionTest seed " + seed);
    Random random = new Random(seed);
    ByteBuffer whole = message(1, BODY, "TAGS\u0001A");
    assertThrows(UndecodableFrameException.class, () -> decoder.decode(frame(whole)));
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      ByteBuffer garbled = message(0x101 + (random.nextInt(3) << 8), BODY, "TAGS\u0001A");
      garbled.put(random.nextInt(garbled.remaining()), (byte) random.nextInt());
      try {
        assertEquals(1, decoder.decode(frame(garbled)).size());
      } catch (UndecodableFrameException e) {
        refused++;
      }
    }
    assertTrue(refused > 1_000, "refused " + refused);
  }
}
