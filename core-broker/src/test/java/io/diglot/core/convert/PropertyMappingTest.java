package io.diglot.core.convert;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertyMappingTest {
  private static final byte[] BINARY = {(byte) 0xff, 0, (byte) 0xc0};
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "TAGS",
          "KEYS",
          "DELAY",
          "UNIQ_KEY",
          "__NATIVE_FLAG",
          "WAIT",
          "__KAFKA_RECORD",
          "",
          "x\u0001y",
          "ü");

  @Test
  void aPlainRecordIsPropertiesAndNothingElse() {
    List<Header> headers = List.of(header("TAGS", "red"), header("a", "1"), header("b", "2"));
    RecordFields fields = PropertyMapping.ofKafka(utf8("k1 k2"), headers, body("body"));
    assertEquals("red", fields.tag());
    Map<String, String> properties = PropertyMapping.nativeProperties(fields);
    assertEquals("{KEYS=k1 k2, TAGS=red, a=1, b=2}", properties.toString());
  }

  @Test
  void aNullValueAndAnEmptyOneComeBackAsTheyWere() {
    RecordFields ofNull = PropertyMapping.ofKafka(null, List.of(), null);
    Map<String, String> properties = PropertyMapping.nativeProperties(ofNull);
    assertTrue(properties.containsKey(PropertyMapping.EXACT));
    assertNull(PropertyMapping.ofNative(properties, ByteBuffer.allocate(0), 0).value());
    assertEquals(body("new"), PropertyMapping.ofNative(properties, body("new"), 0).value());
    RecordFields ofEmpty = PropertyMapping.ofKafka(null, List.of(), ByteBuffer.allocate(0));
    assertEquals(Map.of(), PropertyMapping.nativeProperties(ofEmpty));
  }

  @Test
  void whatCannotBeTextIsKeptExactlyBesideWhatCan() {
    List<Header> headers =
        List.of(header("a", "1"), new Header("a", BINARY), header("c", "3"), new Header("d", null));
    RecordFields fields = PropertyMapping.ofKafka(BINARY, headers, body("body"));
    Map<String, String> properties = PropertyMapping.nativeProperties(fields);
    assertEquals("1", properties.get("a"));
    assertEquals("3", properties.get("c"));
    assertFalse(properties.containsKey("KEYS"));
    RecordFields back = PropertyMapping.ofNative(properties, body("body"), 0);
    assertArrayEquals(BINARY, back.key());
    assertSame(headers, PropertyMapping.kafkaHeaders(back));
  }

  @Test
  void aTagIsKnownEvenWhereItIsNotTheOnlyOne() {
    List<Header> headers = List.of(header("a", "1"), header("TAGS", "red"), header("TAGS", "blue"));
    RecordFields fields = PropertyMapping.ofKafka(null, headers, body("body"));
    assertEquals("red", fields.tag());
    assertSame(headers, PropertyMapping.kafkaHeaders(fields));
    assertEquals("red", PropertyMapping.nativeProperties(fields).get("TAGS"));
  }

  @Test
  void whatABrokerAddsIsNotShownToKafkaButWhatAUserSeesIs() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("WAIT", "true");
    properties.put("UNIQ_KEY", "id");
    properties.put("CLUSTER", "c");
    properties.put("color", "red");
    RecordFields fields = PropertyMapping.ofNative(properties, body("body"), 5);
    assertSame(
        List.of(header("__NATIVE_FLAG", "5"), header("UNIQ_KEY", "id"), header("color", "red")),
        PropertyMapping.kafkaHeaders(fields));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "AQ", "AgAAAAAAAAAAAA", "AQD_____f____w", "AQAAAAABYQAAAAEAAAABYQ"})
  void aForgedExactRecordIsIgnored(String forged) {
    Map<String, String> properties = Map.of(PropertyMapping.EXACT, forged, "KEYS", "k");
    RecordFields fields = PropertyMapping.ofNative(properties, body("body"), 0);
    assertArrayEquals(utf8("k"), fields.key());
    assertTrue(fields.headers().isEmpty());
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    List<Header> headers =
        List.of(header("a", "1"), header("big", "x".repeat(32_000)), header("c", "3"));
    RecordFields fields = PropertyMapping.ofKafka(utf8("k"), headers, body("body"));
    assertEquals("{KEYS=k, a=1, c=3}", PropertyMapping.nativeProperties(fields).toString());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261120})
  void everyKafkaRecordComesBackFromTheNativeFormAsItWas(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] key = bytes(random);
      byte[] bytes = bytes(random);
      ByteBuffer value = bytes == null ? null : ByteBuffer.wrap(bytes);
      List<Header> headers = headers(random);
      RecordFields fields = PropertyMapping.ofKafka(key, headers, value);
      String context = "seed " + seed + " round " + round;
      assertSame(headers, PropertyMapping.kafkaHeaders(fields));
      Map<String, String> properties = PropertyMapping.nativeProperties(fields);
      properties.forEach((name, text) -> assertPlain(name, text, context));
      ByteBuffer body = value == null ? ByteBuffer.allocate(0) : value;
      RecordFields back = PropertyMapping.ofNative(properties, body, fields.flag());
      assertArrayEquals(key, back.key(), context);
      assertEquals(value, back.value(), context);
      assertEquals(fields.tag(), back.tag(), context);
      assertSame(headers, PropertyMapping.kafkaHeaders(back));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20261120})
  void everyNativeMessageComesBackFromTheKafkaFormAsItWas(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      Map<String, String> properties = new LinkedHashMap<>();
      List<String> names = new ArrayList<>(List.of("KEYS", "TAGS"));
      List.of("a", "b", "UNIQ_KEY", "DELAY", "ü").forEach(names::add);
      names.forEach(
          name -> {
            if (random.nextBoolean()) {
              properties.put(name, random.nextBoolean() ? "v 1" : "wörter " + random.nextInt(9));
            }
          });
      ByteBuffer body = ByteBuffer.allocate(random.nextInt(3));
      int flag = random.nextInt(3) - 1;
      RecordFields fields = PropertyMapping.ofNative(properties, body, flag);
      RecordFields stored =
          PropertyMapping.ofKafka(
              fields.key(), PropertyMapping.kafkaHeaders(fields), fields.value());
      assertEquals(
          properties, PropertyMapping.nativeProperties(stored), "seed " + seed + " round " + round);
      assertEquals(flag, stored.flag());
      assertEquals(body, stored.value());
    }
  }

  private static void assertPlain(String name, String text, String context) {
    assertFalse(name.isEmpty() || text.isEmpty(), context);
    assertTrue((name + text).chars().noneMatch(c -> c == 1 || c == 2), context);
  }

  private static void assertSame(List<Header> expected, List<Header> actual) {
    assertEquals(printed(expected), printed(actual));
  }

  private static String printed(List<Header> headers) {
    return headers.stream()
        .map(header -> header.name() + "=" + Arrays.toString(header.value()))
        .toList()
        .toString();
  }

  private static List<Header> headers(SplittableRandom random) {
    List<Header> headers = new ArrayList<>();
    for (int left = random.nextInt(5); left > 0; left--) {
      headers.add(new Header(NAMES.get(random.nextInt(NAMES.size())), bytes(random)));
    }
    return headers;
  }

  private static byte @Nullable [] bytes(SplittableRandom random) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> new byte[0];
      case 2 -> BINARY;
      case 3 -> utf8("a b");
      case 4 -> utf8("x\u0002");
      case 5 -> utf8("7");
      case 6 -> utf8("-0");
      default -> utf8("grün" + random.nextInt(4));
    };
  }

  private static Header header(String name, String value) {
    return new Header(name, utf8(value));
  }

  private static ByteBuffer body(String text) {
    return ByteBuffer.wrap(utf8(text));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
