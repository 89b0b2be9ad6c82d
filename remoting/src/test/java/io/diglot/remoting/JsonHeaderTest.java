package io.diglot.remoting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON header against a JSON library that many trust. */
final class JsonHeaderTest {
  private static final ObjectMapper JACKSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static Random random() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  @Test
  void readsWhatJacksonReads() throws JsonProcessingException {
    Random random = random();
    for (int round = 0; round < 5_000; round++) {
      String json = new RandomHeader(random).text();
      assertEquals(byJackson(JACKSON.readTree(json)), decode(json), json);
    }
  }

  @Test
  void jacksonReadsWhatIsWritten() throws JsonProcessingException {
    Random random = random();
    for (int round = 0; round < 5_000; round++) {
      CommandHeader header = byJackson(JACKSON.readTree(new RandomHeader(random).text()));
      ByteBuf out = Unpooled.buffer();
      JsonHeaderCodec.encode(header, out);
      String json = out.toString(StandardCharsets.UTF_8);
      assertEquals(header, byJackson(JACKSON.readTree(json)), json);
    }
  }

  @Test
  void damagedHeadersAreReadOrRefusedAsMalformed() {
    Random random = random();
    int refused = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new RandomHeader(random).text().getBytes(StandardCharsets.UTF_8);
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      for (int i = random.nextInt(3); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = damage(random);
      }
      try {
        var unused = JsonHeaderCodec.decode(Unpooled.wrappedBuffer(bytes, 0, length));
      } catch (MalformedFrameException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, "refused " + refused);
  }

  @Test
  void nothingCutShortIsAHeader() {
    Random random = random();
    String json = new RandomHeader(random).text().strip();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < bytes.length; length++) {
      ByteBuf cut = Unpooled.wrappedBuffer(bytes, 0, length);
      assertThrows(MalformedFrameException.class, () -> JsonHeaderCodec.decode(cut), json);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "{} {}",
        "{}]",
        "{,}",
        "{\"code\"}",
        "{\"code\":}",
        "{\"code\":1,}",
        "{\"code\":1 \"flag\":2}",
        "{code:1}",
        "{'code':1}",
        "{\"code\":\"1\"}",
        "{\"code\":null}",
        "{\"code\":true}",
        "{\"code\":{}}",
        "{\"code\":01}",
        "{\"code\":+1}",
        "{\"code\":-}",
        "{\"code\":1.}",
        "{\"code\":.1}",
        "{\"code\":1e}",
        "{\"code\":2147483648}",
        "{\"code\":-2147483649}",
        "{\"code\":1e10}",
        "{\"code\":1e999}",
        "{\"code\":NaN}",
        "{\"remark\":[]}",
        "{\"language\":{}}",
        "{\"extFields\":[]}",
        "{\"extFields\":\"a\"}",
        "{\"extFields\":{\"a\":{}}}",
        "{\"extFields\":{\"a\":[1]}}",
        "{\"other\":[1,]}",
        "{\"other\":[1 2]}",
        "{\"other\":nul}",
        "{\"other\":nulL}",
        "{\"other\":truefalse}",
        "{\"remark\":\"\\x\"}",
        "{\"remark\":\"\\u12\"}",
        "{\"remark\":\"\\u12g4\"}",
        "{\"remark\":\"open}",
        "{\"remark\":\"open\\\"}",
        "{\"other\":[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]}",
      })
  void whatIsNoHeaderIsRefused(String json) {
    assertThrows(MalformedFrameException.class, () -> decode(json));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "c380c3", "c0af", "e28228", "eda080", "f8888080", "f4908080"})
  void whatIsNotUtf8IsRefused(String hex) {
    ByteBuf json =
        Unpooled.wrappedBuffer(Frames.text("{\"remark\":\""), Frames.hex(hex), Frames.text("\"}"));
    assertThrows(MalformedFrameException.class, () -> JsonHeaderCodec.decode(json));
  }

  @Test
  void nestsAsDeepAsItMay() {
    assertEquals(7, decode("{\"other\":[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]],\"code\":7}").code());
  }

  @Test
  void theLargestNumbersFit() {
    assertEquals(Integer.MIN_VALUE, decode("{\"opaque\":-2147483648}").opaque());
    assertEquals(Integer.MAX_VALUE, decode("{\"opaque\":2147483647}").opaque());
    assertEquals(250, decode("{\"opaque\":2.509e2}").opaque());
  }

  @Test
  void halfASurrogatePairIsAQuestionMark() {
    assertEquals("?a?", decode("{\"remark\":\"\\ud800a\\ud800\"}").remark());
    assertEquals("??b", decode("{\"remark\":\"\\ud800\\ud801b\"}").remark());
    assertEquals("?\n", decode("{\"remark\":\"\\udc00\\n\"}").remark());
  }

  @Test
  void aReplacementCharacterIsACharacter() {
    assertEquals("\uFFFD", decode("{\"remark\":\"\uFFFD\"}").remark());
  }

  private static byte damage(Random random) {
    byte[] likely = "{}[]:,\"\\u0-.eE \n\0nt".getBytes(StandardCharsets.US_ASCII);
    return random.nextBoolean() ? likely[random.nextInt(likely.length)] : (byte) random.nextInt();
  }

  private static CommandHeader decode(String json) {
    return JsonHeaderCodec.decode(Frames.text(json));
  }

  private static CommandHeader byJackson(JsonNode json) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : json.path("extFields").properties()) {
      if (!field.getValue().isNull()) {
        fields.put(field.getKey(), field.getValue().asText());
      }
    }
    JsonNode language = json.path("language");
    return new CommandHeader(
        json.path("code").asInt(),
        language.isInt()
            ? LanguageCode.ofWireCode(language.asInt())
            : LanguageCode.ofName(language.asText("JAVA")),
        json.path("version").asInt(),
        json.path("opaque").asInt(),
        json.path("flag").asInt(),
        json.path("remark").asText(""),
        fields,
        HeaderEncoding.JSON);
  }
}
