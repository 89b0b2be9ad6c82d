package io.diglot.nativeprotocol.pull;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tags a consumer wants, by their hashes: two tags with one hash cannot be told apart here,
 * so clients look again.
 *
 * @param hashes the hashes; empty for all messages
 */
record TagFilter(Set<Integer> hashes) {
  static final TagFilter ALL = new TagFilter(Set.of());

  TagFilter {
    hashes = Set.copyOf(hashes);
  }

  static TagFilter ofTags(Set<String> tags) {
    Set<Integer> hashes = new HashSet<>();
    for (String tag : tags) {
      hashes.add(tag.hashCode());
    }
    return new TagFilter(hashes);
  }

  /** Reads {@code *}, nothing, or {@code TagA || TagB}. */
  static TagFilter ofExpression(String expression) {
    if (expression.isBlank() || expression.strip().equals("*")) {
      return ALL;
    }
    Set<Integer> hashes = new HashSet<>();
    Arrays.stream(expression.split("\\|\\|"))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .forEach(tag -> hashes.add(tag.hashCode()));
    return new TagFilter(hashes);
  }

  /** Whether the filter lets everything through. */
  boolean takesAll() {
    return hashes.isEmpty();
  }

  boolean takes(int tagHash) {
    return hashes.isEmpty() || hashes.contains(tagHash);
  }

  boolean takes(@Nullable String tag) {
    return takes(tag == null ? 0 : tag.hashCode());
  }
}
