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
 * How keys, headers and null values of Kafka records and properties of RocketMQ messages become
 * each other.
 *
 * <p>Kafka's key is {@code KEYS}, the header {@code TAGS} is the tag, every other header is a
 * property of its name, as far as they are text that a property can hold. A Kafka record that does
 * not come back the same from that also gets {@link #EXACT}, from which it is restored, after a
 * retry or in a dead letter queue too. Properties that RocketMQ's broker and client make for each
 * other are not shown to Kafka.
 */
public final class PropertyMapping {
  /** The property that keeps a Kafka record's key, headers and null value as they were. */
  public static final String EXACT = "__KAFKA_RECORD";

  /** The header that carries RocketMQ's user flag (an int in decimal digits), when it is not 0. */
  public static final String FLAG = "__NATIVE_FLAG";

  private static final String KEYS = "KEYS";
  private static final String TAGS = "TAGS";

  /** A message's properties take 32,767 bytes; this leaves room for what the broker adds. */
  private static final int MAX_PROPERTY_BYTES = 31 * 1024;

  private static final int SEPARATORS = 2;

  private static final Set<String> INTERNAL =
      Set.of(
          "WAIT",
          "MSG_REGION",
          "TRACE_ON",
          "CLUSTER",
          "TRAN_MSG",
          "MIN_OFFSET",
          "MAX_OFFSET",
          "TRANSFER_FLAG",
          "CORRECTION_FLAG",
          "MQ2_FLAG",
          "EXTEND_UNIQ_INFO",
          "CONSUME_START_TIME",
          "POP_CK",
          "POP_CK_OFFSET",
          "1ST_POP_TIME",
          "INNER_NUM",
          "INNER_BASE",
          "INNER_MULTI_DISPATCH",
          "INNER_MULTI_QUEUE_OFFSET",
          "TIMER_ENQUEUE_MS",
          "TIMER_DEQUEUE_MS",
          "TIMER_ROLL_TIMES",
          "TIMER_ROLL_LABEL",
          "TIMER_OUT_MS",
          "__CRC32#");

  private PropertyMapping() {}

  /** The fields of a Kafka record; {@link #kafkaHeaders} gives the headers back as they were. */
  public static RecordFields ofKafka(
      byte @Nullable [] key, List<Header> headers, @Nullable ByteBuffer value) {
    int taken = 0;
    String tag = null;
    if (isSoleFirst(headers, taken, TAGS)) {
      tag = plainText(headers.get(taken).value());
      taken += tag == null ? 0 : 1;
    }
    int flag = 0;
    if (isSoleFirst(headers, taken, FLAG)) {
      flag = flag(headers.get(taken).value());
      taken += flag == 0 ? 0 : 1;
    }
    List<Header> rest = List.copyOf(headers.subList(taken, headers.size()));
    return new RecordFields(key, tag == null ? firstTag(rest) : tag, rest, value, flag);
  }

  /** All headers that a Kafka consumer is shown, tag and flag among them. */
  public static List<Header> kafkaHeaders(RecordFields fields) {
    if (fields.tag() == null && fields.flag() == 0) {
      return fields.headers();
    }
    List<Header> headers = new ArrayList<>(fields.headers().size() + 2);
    if (fields.tag() != null && !contains(fields.headers(), TAGS)) {
      headers.add(new Header(TAGS, utf8(fields.tag())));
    }
    if (fields.flag() != 0 && !contains(fields.headers(), FLAG)) {
      headers.add(new Header(FLAG, utf8(Integer.toString(fields.flag()))));
    }
    headers.addAll(fields.headers());
    return headers;
  }

  /** See {@link #kafkaHeaders(RecordFields)}. */
  public static List<Header> kafkaHeaders(CommonRecord record) {
    return kafkaHeaders(fields(record));
  }

  /** The fields of a RocketMQ message; the body is already decompressed. */
  public static RecordFields ofNative(Map<String, String> properties, ByteBuffer body, int flag) {
    List<Header> counting = new ArrayList<>(properties.size());
    properties.forEach(
        (name, value) -> {
          if (!isHidden(name)) {
            counting.add(new Header(name, utf8(value)));
          }
        });
    return ofNative(counting, body, flag);
  }

  /**
   * The fields of a RocketMQ message; the body is already decompressed.
   *
   * @param properties those that are not {@link #isHidden hidden}; each name at most once, the
   *     values in UTF-8 and not null
   */
  public static RecordFields ofNative(List<Header> properties, ByteBuffer body, int flag) {
    byte[] key = null;
    String tag = null;
    List<Header> headers = new ArrayList<>(properties.size());
    for (Header property : properties) {
      switch (property.name()) {
        case KEYS -> key = property.value();
        case TAGS -> tag = text(property);
        case EXACT -> {
          Optional<ExactRecord> exact = ExactRecord.decode(text(property));
          if (exact.isPresent()) {
            return restored(exact.get(), body);
          }
        }
        default -> headers.add(property);
      }
    }
    return new RecordFields(key, tag, List.copyOf(headers), body, flag);
  }

  private static RecordFields restored(ExactRecord exact, ByteBuffer body) {
    boolean wasNull = exact.nullValue() && !body.hasRemaining();
    return ofKafka(exact.key(), exact.headers(), wasNull ? null : body);
  }

  /**
   * The properties that a RocketMQ consumer is shown, in order; the body is the value, or empty for
   * a null value, and the flag is the flag. What does not fit into a message's properties is left
   * out, the last headers first.
   */
  public static Map<String, String> nativeProperties(RecordFields fields) {
    Map<String, String> properties = plain(fields);
    ByteBuffer body = fields.value() == null ? ByteBuffer.allocate(0) : fields.value();
    if (!same(fields, ofNative(properties, body, fields.flag()))) {
      properties.put(
          EXACT,
          new ExactRecord(fields.key(), kafkaHeaders(fields), fields.value() == null).encode());
    }
    return fitting(properties);
  }

  /** See {@link #nativeProperties(RecordFields)}. */
  public static Map<String, String> nativeProperties(CommonRecord record) {
    return nativeProperties(fields(record));
  }

  private static RecordFields fields(CommonRecord record) {
    return new RecordFields(
        record.key(), record.tag(), record.headers(), record.value(), record.flag());
  }

  private static Map<String, String> plain(RecordFields fields) {
    Map<String, String> properties = new LinkedHashMap<>();
    String key = plainText(fields.key());
    if (key != null) {
      properties.put(KEYS, key);
    }
    if (fields.tag() != null) {
      properties.put(TAGS, fields.tag());
    }
    for (Header header : fields.headers()) {
      String text = plainText(header.value());
      boolean taken = header.name().equals(TAGS) || (header.name().equals(KEYS) && key != null);
      if (text != null && !taken && isPlain(header.name()) && isProperty(header.name())) {
        properties.put(header.name(), text);
      }
    }
    return properties;
  }

  private static Map<String, String> fitting(Map<String, String> properties) {
    int left = MAX_PROPERTY_BYTES;
    Map<String, String> fitting = new LinkedHashMap<>();
    String exact = properties.get(EXACT);
    int exactSize = exact == null ? 0 : size(EXACT, exact);
    boolean exactFits = exactSize <= left;
    left -= exactFits ? exactSize : 0;
    for (Map.Entry<String, String> property : properties.entrySet()) {
      int size = size(property.getKey(), property.getValue());
      if (property.getKey().equals(EXACT)) {
        if (exactFits) {
          fitting.put(EXACT, property.getValue());
        }
      } else if (size <= left) {
        fitting.put(property.getKey(), property.getValue());
        left -= size;
      }
    }
    return fitting;
  }

  private static int size(String name, String value) {
    return utf8(name).length + utf8(value).length + SEPARATORS;
  }

  private static boolean same(RecordFields one, RecordFields other) {
    return Arrays.equals(one.key(), other.key())
        && Objects.equals(one.tag(), other.tag())
        && Objects.equals(one.value(), other.value())
        && one.flag() == other.flag()
        && same(one.headers(), other.headers());
  }

  private static boolean same(List<Header> some, List<Header> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      boolean sameName = some.get(i).name().equals(others.get(i).name());
      if (!sameName || !Arrays.equals(some.get(i).value(), others.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSoleFirst(List<Header> headers, int from, String name) {
    return from < headers.size()
        && headers.get(from).name().equals(name)
        && headers.stream().filter(header -> header.name().equals(name)).count() == 1;
  }

  private static boolean contains(List<Header> headers, String name) {
    for (Header header : headers) {
      if (header.name().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String firstTag(List<Header> headers) {
    for (Header header : headers) {
      String text = header.name().equals(TAGS) ? plainText(header.value()) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private static int flag(byte @Nullable [] value) {
    String text = plainText(value);
    if (text == null) {
      return 0;
    }
    try {
      int flag = Integer.parseInt(text);
      return Integer.toString(flag).equals(text) ? flag : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Whether a property says nothing about a record: made by broker and client for each other. */
  public static boolean isHidden(String name) {
    return INTERNAL.contains(name) || name.startsWith("__RMQ.TRANSIENT.");
  }

  /** Whether a header becomes a property, or it would be taken for what it is not. */
  private static boolean isProperty(String name) {
    return !isHidden(name) && !name.equals(EXACT);
  }

  /** The text if a property can hold it: UTF-8, not empty, without the separators. */
  private static @Nullable String plainText(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return isPlain(text) ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.indexOf('\u0001') < 0 && text.indexOf('\u0002') < 0;
  }

  private static String text(Header property) {
    return new String(Objects.requireNonNull(property.value()), StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
