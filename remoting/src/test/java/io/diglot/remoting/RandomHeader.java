package io.diglot.remoting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The text of a JSON header that another program might write. */
final class RandomHeader {
  private static final String[] KNOWN = {"a", "b", "topic", "queueOffset", "consumerGroup", "code"};
  private static final int[] CHARACTERS = {
    0, 1, 2, '\n', '"', '\\', '/', 'a', 'Z', ' ', '{', ']', ',', 0x7f, 'é', '€', 0xFFFD, 0x1F600
  };

  private final Random random;
  private final StringBuilder json = new StringBuilder();
  private final Set<String> used = new HashSet<>();
  private int repeated;

  RandomHeader(Random random) {
    this.random = random;
  }

  String text() {
    List<Runnable> members =
        new ArrayList<>(
            List.of(
                () -> number("code"),
                () -> number("version"),
                () -> number("opaque"),
                () -> number("flag"),
                this::language,
                this::remark,
                this::fields,
                this::unknown));
    Collections.shuffle(members, random);
    list('{', '}', members.subList(0, 3 + random.nextInt(6)));
    return json.toString();
  }

  private void list(char open, char close, List<Runnable> elements) {
    space();
    json.append(open);
    for (int i = 0; i < elements.size(); i++) {
      space();
      json.append(i == 0 ? "" : ",");
      space();
      elements.get(i).run();
    }
    space();
    json.append(close);
    space();
  }

  private void number(String name) {
    name(name);
    json.append(random.nextInt() >> random.nextInt(32));
  }

  private void language() {
    name("language");
    if (random.nextBoolean()) {
      json.append(random.nextInt(20));
    } else {
      json.append('"').append(LanguageCode.ofWireCode(random.nextInt(14))).append('"');
    }
  }

  private void remark() {
    name("remark");
    if (random.nextBoolean()) {
      json.append("null");
    } else {
      quoted(anyText());
    }
  }

  private void fields() {
    name("extFields");
    list('{', '}', Collections.nCopies(random.nextInt(20), this::field));
  }

  private void field() {
    String name = random.nextBoolean() ? KNOWN[random.nextInt(KNOWN.length)] : anyText();
    // What a repeated name means is not what this is about.
    name(used.add(name) ? name : name + repeated++);
    scalar();
  }

  private void unknown() {
    name("x" + anyText());
    value(2);
  }

  private void value(int depth) {
    List<Runnable> elements = Collections.nCopies(random.nextInt(4), () -> value(depth + 1));
    switch (depth > 6 ? 2 : random.nextInt(3)) {
      case 0 -> list('[', ']', elements);
      case 1 -> list('{', '}', elements.stream().map(this::member).toList());
      default -> scalar();
    }
  }

  private Runnable member(Runnable value) {
    return () -> {
      name(anyText());
      value.run();
    };
  }

  private void scalar() {
    switch (random.nextInt(6)) {
      case 0 -> json.append(random.nextInt() >> random.nextInt(32));
      case 1 -> json.append(random.nextLong());
      case 2 -> json.append(random.nextBoolean());
      case 3 -> json.append("null");
      default -> quoted(anyText());
    }
  }

  private void name(String name) {
    quoted(name);
    space();
    json.append(':');
    space();
  }

  private String anyText() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
    }
    return text.toString();
  }

  private void quoted(String text) {
    json.append('"');
    text.codePoints().forEach(this::character);
    json.append('"');
  }

  private void character(int c) {
    if (random.nextInt(4) == 0) {
      String hex = random.nextBoolean() ? "\\u%04x" : "\\u%04X";
      Character.toString(c).chars().forEach(unit -> json.append(String.format(hex, unit)));
    } else if (c == '"' || c == '\\' || (c == '/' && random.nextBoolean())) {
      json.append('\\').appendCodePoint(c);
    } else if (c == '\n' && random.nextBoolean()) {
      json.append("\\n");
    } else {
      json.appendCodePoint(c);
    }
  }

  private void space() {
    if (random.nextInt(4) == 0) {
      json.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }
}
