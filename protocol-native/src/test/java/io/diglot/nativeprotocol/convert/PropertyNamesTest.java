package io.diglot.nativeprotocol.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class PropertyNamesTest {
  private final PropertyNames names = new PropertyNames();

  @Test
  void aNameIsTheSameStringTheNextTime() {
    String first = names.at("KEYS\u0001k", 0, 4);
    assertEquals("KEYS", first);
    assertSame(first, names.at("TAGS\u0001a\u0002KEYS\u0001k", 7, 11));
  }

  @Test
  void namesThatShareLengthAndEndsAreToldApart() {
    assertEquals("abc", names.at("abc", 0, 3));
    assertEquals("aXc", names.at("aXc", 0, 3));
    assertEquals("abc", names.at("abc", 0, 3));
  }

  @Test
  void aLongNameIsReadAndNotKept() {
    String text = "n".repeat(1_000);
    assertEquals(text.substring(1), names.at(text, 1, 1_000));
  }
}
