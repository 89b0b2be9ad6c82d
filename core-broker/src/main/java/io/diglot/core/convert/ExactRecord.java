package io.diglot.core.convert;

import io.diglot.core.convert.PropertyMapping.Parts;
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
 * A record's key, tag, headers and null value, exactly: base64 of a version byte (1), a byte that
 * is 1 for a null value, key, tag, header count, and each header's name and value. Every text or
 * value is a length (4 bytes, -1 for null) and its bytes.
 */
final class ExactRecord {
  private static final int VERSION = 1;
  private static final int NULL = -1;

  private ExactRecord() {}

  static String encode(Parts record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeBoolean(record.nullValue());
      write(out, record.key());
      String tag = record.tag();
      write(out, tag == null ? null : tag.getBytes(StandardCharsets.UTF_8));
      out.writeInt(record.headers().size());
      for (Header header : record.headers()) {
        write(out, header.name().getBytes(StandardCharsets.UTF_8));
        write(out, header.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** Empty for a text that nobody here wrote: clients can put anything into a property. */
  static Optional<Parts> decode(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      boolean nullValue = in.readBoolean();
      byte[] key = read(in);
      byte[] tag = read(in);
      int count = in.readInt();
      if (count < 0 || count > bytes.length) {
        return Optional.empty();
      }
      List<Header> headers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        byte[] name = read(in);
        if (name == null) {
          return Optional.empty();
        }
        headers.add(new Header(new String(name, StandardCharsets.UTF_8), read(in)));
      }
      return Optional.of(
          new Parts(
              key,
              tag == null ? null : new String(tag, StandardCharsets.UTF_8),
              headers,
              nullValue));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void write(DataOutputStream out, byte @Nullable [] value) throws IOException {
    if (value == null) {
      out.writeInt(NULL);
    } else {
      out.writeInt(value.length);
      out.write(value);
    }
  }

  private static byte @Nullable [] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == NULL) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw new IOException("a length of " + length);
    }
    return in.readNBytes(length);
  }
}
