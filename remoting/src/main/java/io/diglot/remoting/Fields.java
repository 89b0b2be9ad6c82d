package io.diglot.remoting;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the extension fields of a header. A getter with one argument is for a field that
 * must be there, one with a second argument gives that for a field that is absent; either throws a
 * {@link BadRequestException} that names the field and what is wrong with it.
 */
public final class Fields {
  private static final int MAX_ECHO = 64;

  private final Map<String, String> values;

  /** A view of the map. */
  public Fields(Map<String, String> values) {
    this.values = values;
  }

  /** Whether the field is there. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text that must be there. */
  public String text(String name) {
    return required(name);
  }

  /** A text. */
  public String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /** A 32-bit number that must be there. */
  public int int32(String name) {
    return parse(name, required(name), Integer::valueOf);
  }

  /** A 32-bit number. */
  public int int32(String name, int otherwise) {
    String value = optional(name);
    return value == null ? otherwise : parse(name, value, Integer::valueOf);
  }

  /** A 64-bit number that must be there. */
  public long int64(String name) {
    return parse(name, required(name), Long::valueOf);
  }

  /** A 64-bit number. */
  public long int64(String name, long otherwise) {
    String value = optional(name);
    return value == null ? otherwise : parse(name, value, Long::valueOf);
  }

  /** A flag that must be there. */
  public boolean bool(String name) {
    return Boolean.parseBoolean(required(name));
  }

  /** A flag. */
  public boolean bool(String name, boolean otherwise) {
    String value = optional(name);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }

  /** All fields, as they came. */
  public Map<String, String> asMap() {
    return values;
  }

  private String required(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new BadRequestException("the custom field <" + name + "> is null");
    }
    return value;
  }

  /** The binary header cannot tell an absent number from an empty one, so both are absent. */
  private @Nullable String optional(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static <T> T parse(String name, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (NumberFormatException e) {
      String shown = value.length() > MAX_ECHO ? value.substring(0, MAX_ECHO) + "…" : value;
      throw new BadRequestException(
          "the custom field <" + name + "> is not a number in range: " + shown);
    }
  }
}
