package io.diglot.nativeprotocol.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.store.FrameDraft;
import io.netty.util.NetUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredMessageCodecTest {
  private static final String GOLDEN_V1 =
      "0000006e" // total size 110
          + "daa320a7" // magic, version 1
          + "3610a686" // CRC-32 of "hello", sign bit cleared
          + "00000003" // queue id
          + "00000007" // flag
          + "0000000000000005" // queue offset
          + "0000000000001000" // physical offset
          + "00000000" // sysFlag: both hosts IPv4
          + "0000018bcfe56800" // born time 1700000000000
          + "7f000001" // born host 127.0.0.1
          + "00003039" // born port 12345
          + "0000018bcfe56be8" // store time 1700000001000
          + "0a000001" // store host 10.0.0.1
          + "00002a9f" // store port 10911
          + "00000002" // reconsume times
          + "0000000000000000" // prepared transaction offset
          + "00000005" // body length
          + "68656c6c6f" // body "hello"
          + "01" // topic length
          + "54" // topic "T"
          + "000d" // properties length 13
          + "54414753" // TAGS
          + "01" // end of name
          + "41" // A
          + "02" // end of value
          + "4b455953" // KEYS
          + "01" // end of name
          + "6b"; // k; the last end of value is missing, as old clients send it

  private static StoredMessage sample(String topic, String bornHost, byte[] body) {
    return new StoredMessage(
        topic,
        3,
        7,
        5,
        0x1000,
        0,
        1_700_000_000_000L,
        new StoredHost(NetUtil.createInetAddressFromIpAddressString(bornHost), 12345),
        1_700_000_001_000L,
        new StoredHost(NetUtil.createInetAddressFromIpAddressString("10.0.0.1"), 10911),
        2,
        0,
        ByteBuffer.wrap(body),
        ByteBuffer.wrap("TAGS\u0001A\u0002KEYS\u0001k".getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  @Test
  void writesTheLayoutByteForByte() {
    StoredMessage message = sample("T", "127.0.0.1", "hello".getBytes(StandardCharsets.UTF_8));
    assertEquals(GOLDEN_V1, HexFormat.of().formatHex(bytes(StoredMessageCodec.encode(message))));
  }

  @Test
  void readsTheLayoutAndWritesItTheSame() {
    byte[] golden = HexFormat.of().parseHex(GOLDEN_V1);
    StoredMessage message = StoredMessageCodec.decode(ByteBuffer.wrap(golden));
    assertEquals("T", message.topic());
    assertEquals(Map.of("TAGS", "A", "KEYS", "k"), message.propertyMap());
    assertEquals(2, message.reconsumeTimes());
    assertArrayEquals(golden, bytes(StoredMessageCodec.encode(message)));
  }

  @Test
  void longTopicsTakeVersionTwoAndV6HostsTwentyBytes() {
    String topic = "%RETRY%" + "g".repeat(200);
    StoredMessage message = sample(topic, "2001:db8::1", new byte[0]);
    ByteBuffer bytes = StoredMessageCodec.encode(message);
    assertEquals(StoredMessageCodec.MAGIC_V2, bytes.getInt(4));
    assertEquals(SysFlag.BORN_HOST_V6, bytes.getInt(36));
    StoredMessage read = StoredMessageCodec.decode(bytes);
    assertEquals(message, read);
    assertArrayEquals(bytes(bytes), bytes(StoredMessageCodec.encode(read)));
  }

  @ParameterizedTest
  @CsvSource({"T, 127.0.0.1", "T, 2001:db8::1", "%RETRY%, 127.0.0.1"})
  void whatARecordIsMadeOfIsTheSamePartOfTheMessage(String topic, String bornHost) {
    StoredMessage message = sample(topic.repeat(20), bornHost, new byte[] {1, 2, 3});
    StoredRecord record = StoredMessageCodec.decodeRecord(StoredMessageCodec.encode(message));
    assertEquals(
        new StoredRecord(
            message.queueId(),
            message.flag(),
            message.sysFlag(),
            message.bornTimestamp(),
            message.storeTimestamp(),
            message.reconsumeTimes(),
            message.body(),
            message.properties()),
        record);
  }

  @Test
  void theDraftNamesTheFieldsThatTheLogFillsIn() {
    FrameDraft v4 = StoredMessageCodec.draft(1L << 32, 65, sample("T", "127.0.0.1", new byte[3]));
    assertEquals(20, v4.offsetField());
    assertEquals(28, v4.positionField());
    assertEquals(56, v4.storeTimeField());
    assertEquals("A".hashCode(), v4.tagHash());
    FrameDraft v6 = StoredMessageCodec.draft(1L << 32, 65, sample("T", "2001:db8::1", new byte[3]));
    assertEquals(68, v6.storeTimeField());
    assertEquals(1_700_000_001_000L, v6.payload().getLong(68));
  }

  @Test
  void changedBodiesAreFound() {
    ByteBuffer bytes = StoredMessageCodec.encode(sample("T", "127.0.0.1", new byte[] {1, 2, 3}));
    bytes.put(88, (byte) 9);
    assertThrows(MalformedMessageException.class, () -> StoredMessageCodec.decode(bytes));
  }

  @Test
  void garbledBytesAreRefusedAndNothingElseIsThrown() {
    long seed = System.nanoTime();
    System.out.println("StoredMessageCodecTest seed " + seed);
    Random random = new Random(seed);
    byte[] whole = bytes(StoredMessageCodec.encode(sample("topic", "127.0.0.1", new byte[20])));
    int refused = 0;
    int refusedRecords = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
      try {
        StoredMessage message = StoredMessageCodec.decode(ByteBuffer.wrap(bytes, 0, length));
        message.propertyMap();
      } catch (MalformedMessageException e) {
        refused++;
      }
      try {
        StoredMessageCodec.decodeRecord(ByteBuffer.wrap(bytes, 0, length));
      } catch (MalformedMessageException e) {
        refusedRecords++;
      }
    }
    assertEquals(true, refused > 1000, "refused " + refused);
    assertEquals(true, refusedRecords > 1000, "refused " + refusedRecords);
  }
}
