package io.diglot.compat.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Bytes as strings of as many characters (Latin-1), which compare and print well. */
public final class Bytes {
  private Bytes() {}

  /** The image of a text's UTF-8 bytes. */
  public static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** The text whose UTF-8 bytes this is the image of. */
  public static String text(String image) {
    return new String(image.getBytes(ISO_8859_1), UTF_8);
  }

  static byte @Nullable [] bytes(@Nullable String image) {
    return image == null ? null : image.getBytes(ISO_8859_1);
  }

  static @Nullable String image(byte @Nullable [] bytes) {
    return bytes == null ? null : new String(bytes, ISO_8859_1);
  }
}
