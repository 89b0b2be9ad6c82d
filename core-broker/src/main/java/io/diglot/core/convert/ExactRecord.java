package io.diglot.core.convert;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record's key and headers as they were, and whether its value was null, as text in one
 * property: base64 (URL alphabet, no padding) of version 1, flags, the key, the number of headers,
 * and each header's name and value. Lengths are 4 bytes, big endian; -1 is null.
 *
 * @param key the key
 * @param headers all headers
 * @param nullValue whether there was no value
 */
@SuppressWarnings("ArrayRecordComponent")
record ExactRecord(byte @Nullable [] key, List<Header> headers, boolean nullValue) {
  private static final int VERSION = 1;
  private static final int NULL_VALUE = 1;

  String encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(nullValue ? NULL_VALUE : 0);
      write(key, out);
      out.writeInt(headers.size());
      for (Header header : headers) {
        write(header.name().getBytes(StandardCharsets.UTF_8), out);
        write(header.value(), out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Empty for text that nobody wrote with {@link #encode}: a client may send anything under the
   * property's name.
   */
  static Optional<ExactRecord> decode(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      boolean nullValue = (in.readByte() & NULL_VALUE) != 0;
      byte[] key = read(in);
      List<Header> headers = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        byte[] name = read(in);
        if (name == null) {
          return Optional.empty();
        }
        headers.add(new Header(new String(name, StandardCharsets.UTF_8), read(in)));
      }
      return in.read() < 0
          ? Optional.of(new ExactRecord(key, List.copyOf(headers), nullValue))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    if (length > in.available()) {
      throw new IOException(
          "a length of " + length + " where " + in.available() + " bytes are left");
    }
    return in.readNBytes(length);
  }
}
