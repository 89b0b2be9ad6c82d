package io.diglot.remoting;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON value from front to back, each part once. It takes all of JSON in UTF-8, and control
 * characters in texts as well, which some clients do not escape. Whatever is wrong is a {@link
 * MalformedFrameException}. The bytes are its own: it undoes escapes where they stand.
 */
final class JsonReader {
  /** A header nests two deep; the bound is for those who send something else. */
  private static final int MAX_DEPTH = 16;

  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private int at;
  private int depth;

  /** Takes the bytes over. */
  JsonReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads an object; {@code member} is given each name, and reads or skips the value. */
  void object(Consumer<String> member) {
    take('{');
    deeper();
    if (peek() != '}') {
      do {
        take('"');
        String name = name();
        take(':');
        member.accept(name);
      } while (goesOn());
    }
    take('}');
    depth--;
  }

  /** Passes a value of any kind. */
  void skip() {
    switch (peek()) {
      case '{' -> object(name -> skip());
      case '[' -> skipArray();
      default -> {
        var unused = scalar();
      }
    }
  }

  private void skipArray() {
    take('[');
    deeper();
    if (peek() != ']') {
      do {
        skip();
      } while (goesOn());
    }
    take(']');
    depth--;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw malformed("nests too deep");
    }
  }

  /** Passes the comma before another member or element, if there is one. */
  private boolean goesOn() {
    boolean more = peek() == ',';
    if (more) {
      at++;
    }
    return more;
  }

  /** Passes a null, if one comes next. */
  boolean isNull() {
    boolean none = peek() == 'n';
    if (none) {
      passWord("null");
    }
    return none;
  }

  /** Whether a number comes next. */
  boolean isNumber() {
    byte first = peek();
    return first == '-' || (first >= '0' && first <= '9');
  }

  /** A text, or another scalar as it is written, or else {@code null} for null. */
  @Nullable String scalar() {
    if (isNull()) {
      return null;
    }
    return switch (peek()) {
      case '"' -> {
        at++;
        yield text();
      }
      case 't' -> passWord("true");
      case 'f' -> passWord("false");
      default -> {
        int start = at;
        passNumber();
        yield utf8(start, at);
      }
    };
  }

  /** A number of 32 bits; a fraction is cut off. */
  int int32() {
    int start = passSpace();
    double value = passNumber() ? whole(start) : Double.parseDouble(utf8(start, at));
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw malformed("has a number out of range");
    }
    return (int) value;
  }

  /** The digits from {@code start} to here; exact for all that fit into 32 bits. */
  private double whole(int start) {
    boolean negative = bytes[start] == '-';
    double value = 0;
    for (int i = negative ? start + 1 : start; i < at; i++) {
      value = value * 10 + (bytes[i] - '0');
    }
    return negative ? -value : value;
  }

  /** Passes a number, and says whether it has neither fraction nor exponent. */
  private boolean passNumber() {
    passIf('-');
    int first = at;
    passDigits();
    if (bytes[first] == '0' && at > first + 1) {
      throw malformed("has a number that begins with a zero");
    }
    int end = at;
    if (passIf('.')) {
      passDigits();
    }
    if (passIf('e') || passIf('E')) {
      boolean unused = passIf('+') || passIf('-');
      passDigits();
    }
    return at == end;
  }

  private void passDigits() {
    int start = at;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == start) {
      throw malformed("lacks a digit");
    }
  }

  private String passWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (next() != word.charAt(i)) {
        throw malformed("has an unknown word");
      }
    }
    return word;
  }

  /** A member's name, from behind its opening quote; a usual one is no new text. */
  private String name() {
    int hash = 0;
    for (int i = at; i < bytes.length && bytes[i] != '\\'; i++) {
      if (bytes[i] == '"') {
        String known = FieldNames.find(bytes, at, i, hash);
        if (known == null) {
          break;
        }
        at = i + 1;
        return known;
      }
      hash = FieldNames.hash(hash, bytes[i]);
    }
    return text();
  }

  /** A text, from behind its opening quote. */
  private String text() {
    int start = at;
    byte b = next();
    while (b != '"' && b != '\\') {
      b = next();
    }
    int end = at - 1;
    while (b != '"') {
      if (b == '\\') {
        end = unescape(end);
      } else {
        bytes[end++] = b;
      }
      b = next();
    }
    return utf8(start, end);
  }

  /** Writes at {@code to} what an escape stands for, which is shorter; gives the end of that. */
  private int unescape(int to) {
    byte kind = next();
    int character =
        switch (kind) {
          case '"', '\\', '/' -> kind;
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          case 'u' -> codePoint();
          default -> throw malformed("has an unknown escape");
        };
    if (character < 0x80) {
      bytes[to] = (byte) character;
      return to + 1;
    }
    // Half of a surrogate pair becomes a question mark, as it would when it is written again.
    byte[] utf8 = Character.toString(character).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, bytes, to, utf8.length);
    return to + utf8.length;
  }

  /** The code point of a {@code \}{@code u}, and of a second one if both are a surrogate pair. */
  private int codePoint() {
    int high = utf16();
    int after = at;
    if (Character.isHighSurrogate((char) high) && passIf('\\') && passIf('u')) {
      int low = utf16();
      if (Character.isLowSurrogate((char) low)) {
        return Character.toCodePoint((char) high, (char) low);
      }
    }
    at = after;
    return high;
  }

  private int utf16() {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed("has a bad escape");
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private String utf8(int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      byte[] again = text.getBytes(StandardCharsets.UTF_8);
      if (!Arrays.equals(again, 0, again.length, bytes, start, end)) {
        throw malformed("is not in UTF-8");
      }
    }
    return text;
  }

  /** Makes sure that nothing follows. */
  void end() {
    if (passSpace() < bytes.length) {
      throw malformed("does not end where it should");
    }
  }

  private void take(char expected) {
    if (peek() != expected) {
      throw malformed("lacks a '" + expected + "'");
    }
    at++;
  }

  /** The next byte that is no white space, which stays the next one. */
  private byte peek() {
    if (passSpace() == bytes.length) {
      throw malformed("ends early");
    }
    return bytes[at];
  }

  private int passSpace() {
    while (at < bytes.length && isSpace(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private boolean passIf(char wanted) {
    boolean there = at < bytes.length && bytes[at] == wanted;
    if (there) {
      at++;
    }
    return there;
  }

  private byte next() {
    if (at == bytes.length) {
      throw malformed("ends early");
    }
    return bytes[at++];
  }

  private static MalformedFrameException malformed(String what) {
    return new MalformedFrameException("the JSON header " + what);
  }
}
