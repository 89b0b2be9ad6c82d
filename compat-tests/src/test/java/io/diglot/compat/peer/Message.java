package io.diglot.compat.peer;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a producer sends, in the terms of both protocols; bytes as {@link Bytes}.
 *
 * @param key record key, or RocketMQ's KEYS
 * @param headers record headers, or RocketMQ's user properties; TAGS is the tag
 * @param value record value, or RocketMQ's body
 */
public record Message(@Nullable String key, List<Header> headers, @Nullable String value)
    implements Serializable {

  /** The name of the header that is RocketMQ's tag. */
  public static final String TAGS = "TAGS";

  /** Copies the headers. */
  public Message {
    headers = List.copyOf(headers);
  }

  /** A body alone. */
  public static Message of(String value) {
    return new Message(null, List.of(), Bytes.utf8(value));
  }

  /** This message with a key. */
  public Message key(String text) {
    return new Message(Bytes.utf8(text), headers, value);
  }

  /** This message with a tag. */
  public Message tag(String text) {
    return header(TAGS, text);
  }

  /** This message with one more header. */
  public Message header(String name, String text) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, Bytes.utf8(text)));
    return new Message(key, more, value);
  }

  /** This message with its headers in the order of their names. */
  public Message sorted() {
    return new Message(
        key, headers.stream().sorted(Comparator.comparing(Header::name)).toList(), value);
  }
}
