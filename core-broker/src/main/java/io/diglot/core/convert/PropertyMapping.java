package io.diglot.core.convert;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a record's key, tag, headers and null value stand in RocketMQ's properties, and the reverse.
 * What plain properties cannot say (a null value, binary, repeated, null or empty headers, a key
 * that is no text, names that mean something else) is kept exactly in the one reserved property
 * {@link #EXACT}, beside plain properties that come as near as they can.
 */
public final class PropertyMapping {
  /** The reserved property that holds the exact record, see {@link ExactRecord}. */
  public static final String EXACT = "__KAFKA_RECORD";

  /** RocketMQ's property for keys. */
  public static final String KEYS = "KEYS";

  /** RocketMQ's property, and the record header, for the tag. */
  public static final String TAGS = "TAGS";

  /**
   * What the broker or a client writes for its own use: no reader of the other protocol is shown
   * it.
   */
  private static final Set<String> HIDDEN =
      Set.of(EXACT, "CLUSTER", "MSG_REGION", "TRACE_ON", "WAIT", "POP_CK");

  private PropertyMapping() {}

  /**
   * The parts of a record that properties stand for.
   *
   * @param key see {@link CommonRecord}
   * @param tag see {@link CommonRecord}
   * @param headers see {@link CommonRecord}
   * @param nullValue whether the value is Kafka's null
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Parts(
      byte @Nullable [] key, @Nullable String tag, List<Header> headers, boolean nullValue) {
    /** The parts of a record. */
    public static Parts of(CommonRecord record) {
      return new Parts(record.key(), record.tag(), record.headers(), record.value() == null);
    }
  }

  /** The properties of a record, in a map that may be changed. */
  public static Map<String, String> toProperties(Parts record) {
    Map<String, String> properties = new LinkedHashMap<>();
    byte[] key = record.key();
    if (key != null) {
      text(key).ifPresent(text -> properties.put(KEYS, text));
    }
    String tag = record.tag();
    if (tag != null && isPlain(tag)) {
      properties.put(TAGS, tag);
    }
    for (Header header : record.headers()) {
      byte[] value = header.value();
      boolean free =
          isPlain(header.name())
              && !header.name().equals(KEYS)
              && !header.name().equals(TAGS)
              && !HIDDEN.contains(header.name());
      if (value != null && free) {
        text(value).ifPresent(text -> properties.putIfAbsent(header.name(), text));
      }
    }
    if (!same(record, plain(properties))) {
      properties.put(EXACT, ExactRecord.encode(record));
    }
    return properties;
  }

  /** The record that properties stand for; the exact one where it is there. */
  public static Parts toParts(Map<String, String> properties) {
    String exact = properties.get(EXACT);
    if (exact != null) {
      Optional<Parts> record = ExactRecord.decode(exact);
      if (record.isPresent()) {
        return record.get();
      }
    }
    return plain(properties);
  }

  private static Parts plain(Map<String, String> properties) {
    String keys = properties.get(KEYS);
    List<Header> headers = new ArrayList<>();
    properties.forEach(
        (name, value) -> {
          if (!name.equals(KEYS) && !name.equals(TAGS) && !HIDDEN.contains(name)) {
            headers.add(new Header(name, value.getBytes(StandardCharsets.UTF_8)));
          }
        });
    return new Parts(
        keys == null ? null : keys.getBytes(StandardCharsets.UTF_8),
        properties.get(TAGS),
        headers,
        false);
  }

  private static boolean same(Parts one, Parts other) {
    if (one.nullValue() != other.nullValue()
        || !Arrays.equals(one.key(), other.key())
        || !Objects.equals(one.tag(), other.tag())
        || one.headers().size() != other.headers().size()) {
      return false;
    }
    for (int i = 0; i < one.headers().size(); i++) {
      Header header = one.headers().get(i);
      Header twin = other.headers().get(i);
      if (!header.name().equals(twin.name()) || !Arrays.equals(header.value(), twin.value())) {
        return false;
      }
    }
    return true;
  }

  /** The bytes as a text that a property can hold. */
  private static Optional<String> text(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return isPlain(text) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** RocketMQ parts properties by 0x01 and 0x02, and drops empty ones. */
  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.indexOf('\u0001') < 0 && text.indexOf('\u0002') < 0;
  }
}
