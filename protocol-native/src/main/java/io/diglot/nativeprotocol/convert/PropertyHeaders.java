package io.diglot.nativeprotocol.convert;

import io.diglot.core.convert.Header;
import io.diglot.nativeprotocol.message.MessageProperties;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Property text as headers, as {@link MessageProperties#decode(String)} would say it, but without
 * making text of what is wanted as bytes. That is good for ASCII and few properties, which is
 * nearly all; the rest goes through text.
 */
final class PropertyHeaders {
  /** Up to so many a name that is there already is found as quickly as in a map. */
  private static final int FEW = 32;

  private static final int LONGEST_KNOWN = 32;

  /** Names met of late, by the last bits of their hash: there are few, and they come each time. */
  private static final @Nullable String[] KNOWN = new String[256];

  private final byte[] text;
  private final List<Header> headers = new ArrayList<>();

  private PropertyHeaders(byte[] text) {
    this.text = text;
  }

  /**
   * Reads property bytes between position and limit, which stay as they are. No name comes twice.
   */
  static List<Header> read(ByteBuffer properties) {
    byte[] text = new byte[properties.remaining()];
    properties.get(properties.position(), text);
    PropertyHeaders plain = new PropertyHeaders(text);
    return plain.read() ? plain.headers : readText(new String(text, StandardCharsets.UTF_8));
  }

  private static List<Header> readText(String text) {
    List<Header> headers = new ArrayList<>();
    MessageProperties.decode(text)
        .forEach(
            (name, value) -> headers.add(new Header(name, value.getBytes(StandardCharsets.UTF_8))));
    return headers;
  }

  /** Whether the text is as simple as this takes it to be. */
  private boolean read() {
    int start = 0;
    int nameEnd = -1;
    for (int at = 0; at < text.length; at++) {
      byte each = text[at];
      if (each < 0) {
        return false;
      }
      if (each == MessageProperties.VALUE_END) {
        add(start, nameEnd, at);
        start = at + 1;
        nameEnd = -1;
      } else if (each == MessageProperties.NAME_END && nameEnd < 0) {
        nameEnd = at;
      }
    }
    add(start, nameEnd, text.length);
    return headers.size() <= FEW;
  }

  /** Takes one property, unless its name or value is missing. */
  private void add(int start, int nameEnd, int end) {
    if (nameEnd <= start || nameEnd >= end - 1 || headers.size() > FEW) {
      return;
    }
    Header header = new Header(name(start, nameEnd), Arrays.copyOfRange(text, nameEnd + 1, end));
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equals(header.name())) {
        headers.set(i, header);
        return;
      }
    }
    headers.add(header);
  }

  private String name(int start, int end) {
    int hash = 0;
    for (int at = start; at < end; at++) {
      hash = 31 * hash + text[at];
    }
    int slot = hash & (KNOWN.length - 1);
    String known = KNOWN[slot];
    if (known != null && known.hashCode() == hash && isAt(start, end, known)) {
      return known;
    }
    String name = new String(text, start, end - start, StandardCharsets.US_ASCII);
    if (name.length() <= LONGEST_KNOWN) {
      KNOWN[slot] = name;
    }
    return name;
  }

  private boolean isAt(int start, int end, String name) {
    if (name.length() != end - start) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) != text[start + i]) {
        return false;
      }
    }
    return true;
  }
}
