package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.Header;
import io.diglot.core.convert.PropertyMapping;
import io.diglot.nativeprotocol.message.MessageProperties;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The properties of a message that count for a record, as headers: what {@link
 * MessageProperties#decode(String)} would find, but the values are not made into text and back.
 * Thread-safe.
 */
final class PropertyHeaders {
  /** Up to so many a name that is there already is found as quickly as in a map. */
  private static final int FEW = 32;

  private static final char REPLACEMENT = '\ufffd';

  private final PropertyNames names = new PropertyNames();

  /**
   * Reads property bytes between position and limit, which stay as they are. No name comes twice.
   */
  List<Header> read(ByteBuffer properties) {
    byte[] bytes = new byte[properties.remaining()];
    properties.get(properties.position(), bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<Header> headers = new ArrayList<>();
    int start = 0;
    boolean simple = isAscii(text, bytes.length);
    while (simple && start < bytes.length) {
      int end = text.indexOf(MessageProperties.VALUE_END, start);
      if (end < 0) {
        end = bytes.length;
      }
      int nameEnd = text.indexOf(MessageProperties.NAME_END, start);
      if (nameEnd > start && nameEnd < end - 1) {
        String name = names.at(text, start, nameEnd);
        if (!PropertyMapping.isHidden(name)) {
          put(headers, new Header(name, Arrays.copyOfRange(bytes, nameEnd + 1, end)));
        }
      }
      simple = headers.size() <= FEW;
      start = end + 1;
    }
    return simple ? headers : readAny(text);
  }

  /** Whether each byte is a character: else there are fewer characters, or one that says so. */
  private static boolean isAscii(String text, int bytes) {
    return text.length() == bytes && text.indexOf(REPLACEMENT) < 0;
  }

  private static void put(List<Header> headers, Header header) {
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equals(header.name())) {
        headers.set(i, header);
        return;
      }
    }
    headers.add(header);
  }

  private static List<Header> readAny(String text) {
    List<Header> headers = new ArrayList<>();
    MessageProperties.decode(text)
        .forEach(
            (name, value) -> {
              if (!PropertyMapping.isHidden(name)) {
                headers.add(new Header(name, value.getBytes(StandardCharsets.UTF_8)));
              }
            });
    return headers;
  }
}
