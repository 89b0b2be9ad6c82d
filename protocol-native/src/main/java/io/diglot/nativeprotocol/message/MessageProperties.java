package io.diglot.nativeprotocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * RocketMQ's property text: name, 0x01, value, 0x02, and so on; the last 0x02 may be missing. A
 * piece without a name or without a value is left out, as clients do; of a repeated name the last
 * value counts.
 */
public final class MessageProperties {
  /** The longest property text that fits its two-byte length. */
  public static final int MAX_BYTES = Short.MAX_VALUE;

  /** What stands after a name. */
  public static final char NAME_END = 1;

  /** What stands after a value, and may be missing after the last. */
  public static final char VALUE_END = 2;

  private MessageProperties() {}

  /**
   * Reads property bytes between position and limit, which stay as they are. The map keeps the
   * order of the text.
   */
  public static Map<String, String> decode(ByteBuffer bytes) {
    return decode(StoredMessageCodec.text(bytes));
  }

  /** Reads a property text. The map keeps the order of the text and may be changed. */
  public static Map<String, String> decode(String text) {
    Map<String, String> properties = new LinkedHashMap<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf(VALUE_END, start);
      if (end < 0) {
        end = text.length();
      }
      int nameEnd = text.indexOf(NAME_END, start);
      if (nameEnd > start && nameEnd < end - 1) {
        properties.put(text.substring(start, nameEnd), text.substring(nameEnd + 1, end));
      }
      start = end + 1;
    }
    return properties;
  }

  /**
   * Writes a property text in the map's order. Names and values must not hold the two separators.
   */
  public static byte[] encode(Map<String, String> properties) {
    StringBuilder text = new StringBuilder();
    properties.forEach(
        (name, value) -> text.append(name).append(NAME_END).append(value).append(VALUE_END));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Hash by which the broker filters: 0 for a missing or empty tag. */
  public static int tagHash(Map<String, String> properties) {
    String tag = properties.get(PropertyNames.TAGS);
    return tag == null ? 0 : tag.hashCode();
  }
}
