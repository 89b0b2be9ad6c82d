package io.diglot.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenPartsTest {

  @Test
  void closesInReverseOrderAndOnlyOnce() {
    List<String> closed = new ArrayList<>();
    OpenParts parts = new OpenParts();
    parts.<AutoCloseable>add(() -> closed.add("core"));
    parts.<AutoCloseable>add(() -> closed.add("protocol"));
    parts.close();
    parts.close();
    assertEquals(List.of("protocol", "core"), closed);
  }

  @Test
  void closesTheRestAfterOneThatFails() {
    List<String> closed = new ArrayList<>();
    OpenParts parts = new OpenParts();
    parts.<AutoCloseable>add(() -> closed.add("core"));
    parts.<AutoCloseable>add(
        () -> {
          throw new IOException("does not close");
        });
    parts.close();
    assertEquals(List.of("core"), closed);
  }
}
