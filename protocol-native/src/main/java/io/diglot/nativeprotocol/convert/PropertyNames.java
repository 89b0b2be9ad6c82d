package io.diglot.nativeprotocol.convert;

import org.jspecify.annotations.Nullable;

/**
 * Property names of messages, as strings that are used again: most messages of a log have the same
 * few, and a string that was seen before knows its hash. Thread-safe: threads may overwrite each
 * other's entries, which costs a string.
 */
final class PropertyNames {
  /** A power of two; bounds what hostile names can take. */
  private static final int SLOTS = 256;

  /** Names longer than this are not kept. */
  private static final int MOST_CHARS = 64;

  private final @Nullable String[] recent = new @Nullable String[SLOTS];

  /** The name that is the text from a start to an end, which is greater. */
  String at(String text, int start, int end) {
    int length = end - start;
    if (length > MOST_CHARS) {
      return text.substring(start, end);
    }
    int slot = slot(length, text.charAt(start), text.charAt(end - 1));
    String known = recent[slot];
    if (known != null && known.length() == length && text.startsWith(known, start)) {
      return known;
    }
    String name = text.substring(start, end);
    recent[slot] = name;
    return name;
  }

  private static int slot(int length, char first, char last) {
    return ((length * 31 + first) * 31 + last) & (SLOTS - 1);
  }
}
