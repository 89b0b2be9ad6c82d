package io.diglot.nativeprotocol.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.convert.Header;
import io.diglot.nativeprotocol.message.MessageProperties;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PropertyHeadersTest {
  private final PropertyHeaders reader = new PropertyHeaders();

  @Test
  void headersAreInTheTextsOrderAndOfARepeatedNameTheLastValueCounts() {
    List<Header> headers =
        reader.read(
            utf8(
                "b\u00012\u0002CLUSTER\u0001c\u0002\u0001x\u0002a\u00011\u0002noise\u0002empty\u0001\u0002b\u00013=4"));
    assertEquals("b=3=4, a=1", printed(headers));
  }

  @Test
  void anyTextIsReadAsTheMapOfItIs() {
    long seed = System.nanoTime();
    System.out.println("PropertyHeadersTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = anyText(random);
      StringBuilder expected = new StringBuilder();
      MessageProperties.decode(new String(bytes, StandardCharsets.UTF_8))
          .forEach(
              (name, value) ->
                  expected
                      .append(expected.isEmpty() ? "" : ", ")
                      .append(name)
                      .append('=')
                      .append(value));
      ByteBuffer source = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
      assertEquals(expected.toString(), printed(reader.read(source)));
      assertEquals(0, source.position());
    }
  }

  /** ASCII or not, with few names or many, the separators anywhere. */
  private static byte[] anyText(Random random) {
    byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 1_000 : 40)];
    int range = random.nextInt(5) == 0 ? 256 : 128;
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) (1 + random.nextInt(2));
            case 1 -> (byte) random.nextInt(range);
            default -> (byte) ('a' + random.nextInt(3));
          };
    }
    return bytes;
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String printed(List<Header> headers) {
    return String.join(
        ", ",
        headers.stream()
            .map(header -> header.name() + "=" + new String(header.value(), StandardCharsets.UTF_8))
            .toList());
  }
}
