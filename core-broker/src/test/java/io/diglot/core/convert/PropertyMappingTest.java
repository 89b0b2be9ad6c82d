package io.diglot.core.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.convert.PropertyMapping.Parts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertyMappingTest {
  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertSame(Parts expected, Parts actual) {
    assertArrayEquals(expected.key(), actual.key());
    assertEquals(expected.tag(), actual.tag());
    assertEquals(expected.nullValue(), actual.nullValue());
    assertEquals(expected.headers().size(), actual.headers().size());
    for (int i = 0; i < expected.headers().size(); i++) {
      assertEquals(expected.headers().get(i).name(), actual.headers().get(i).name());
      assertArrayEquals(expected.headers().get(i).value(), actual.headers().get(i).value());
    }
  }

  @Test
  void plainRecordsAreNothingButPlainProperties() {
    Parts record =
        new Parts(
            utf8("key with blanks"),
            "TagA",
            List.of(new Header("colour", utf8("grün")), new Header("DELAY", utf8("3"))),
            false);
    Map<String, String> properties = PropertyMapping.toProperties(record);
    assertEquals(
        Map.of("KEYS", "key with blanks", "TAGS", "TagA", "colour", "grün", "DELAY", "3"),
        properties);
    assertSame(record, PropertyMapping.toParts(properties));
  }

  @Test
  void brokerPropertiesAreNotShown() {
    Parts parts =
        PropertyMapping.toParts(
            Map.of(
                "CLUSTER", "c", "MSG_REGION", "r", "TRACE_ON", "true", "WAIT", "true", "a", "b"));
    assertSame(new Parts(null, null, List.of(new Header("a", utf8("b"))), false), parts);
  }

  @Test
  void whatPropertiesCannotSayIsKeptBesideTheNearestPlainOnes() {
    Parts record =
        new Parts(
            new byte[] {(byte) 0xff, 0},
            "",
            List.of(
                new Header("twice", utf8("1")),
                new Header("twice", utf8("2")),
                new Header("binary", new byte[] {(byte) 0xc3, 0x28}),
                new Header("none", null),
                new Header("empty", new byte[0]),
                new Header("KEYS", utf8("not the key")),
                new Header("WAIT", utf8("false")),
                new Header("", utf8("x")),
                new Header("a\u0001b", utf8("x"))),
            true);
    Map<String, String> properties = PropertyMapping.toProperties(record);
    assertEquals("1", properties.get("twice"));
    assertFalse(properties.containsKey("KEYS"));
    assertFalse(properties.containsKey("WAIT"));
    assertTrue(properties.containsKey(PropertyMapping.EXACT));
    properties.put("RETRY_TOPIC", "added on the way through a retry topic");
    assertSame(record, PropertyMapping.toParts(properties));
  }

  @Test
  void anEmptyKeyIsNotAMissingOne() {
    Parts record = new Parts(new byte[0], null, List.of(), false);
    assertSame(record, PropertyMapping.toParts(PropertyMapping.toProperties(record)));
  }

  @Test
  void aForgedExactRecordIsNotBelieved() {
    for (String forged : List.of("", "!", "AQ==", "Ag==", "AQAAAAABAAAAAX////8=")) {
      Parts parts = PropertyMapping.toParts(Map.of(PropertyMapping.EXACT, forged, "KEYS", "k"));
      assertSame(new Parts(utf8("k"), null, List.of(), false), parts);
    }
  }

  @Test
  void anyRecordComesBack() {
    long seed = System.nanoTime();
    System.out.println("PropertyMappingTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      List<Header> headers = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        headers.add(new Header(name(random), bytes(random)));
      }
      Parts record =
          new Parts(
              bytes(random),
              random.nextBoolean() ? null : name(random),
              headers,
              random.nextInt(4) == 0);
      assertSame(record, PropertyMapping.toParts(PropertyMapping.toProperties(record)));
    }
  }

  private static String name(Random random) {
    return List.of("a", "b", "KEYS", "TAGS", "CLUSTER", "UNIQ_KEY", "", "x\u0002", "ö")
        .get(random.nextInt(9));
  }

  private static byte[] bytes(Random random) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    byte[] bytes = new byte[random.nextInt(4)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : 'a' + random.nextInt(26));
    }
    return bytes;
  }
}
