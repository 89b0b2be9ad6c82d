package io.diglot.core.group.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conversations between clients and groups, as text: lines with {@code >} are what somebody does,
 * what follows is all that comes of it. Run with {@code -Dgolden.rewrite=true} to write down what
 * is said now, then review it as prose.
 */
class ConversationTest {

  @ParameterizedTest
  @ValueSource(strings = {"handover.txt", "rebalance.txt", "restart.txt"})
  void staysAsWrittenDown(String name) throws Exception {
    List<String> written = Files.readAllLines(script(name));
    List<String> spoken = new Conversation().replay(written);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.write(Path.of("src/test/resources/io/diglot/core/group/conversations", name), spoken);
      return;
    }
    assertEquals(String.join("\n", written), String.join("\n", spoken));
  }

  private static Path script(String name) throws IOException, URISyntaxException {
    return Path.of(
        Objects.requireNonNull(
                ConversationTest.class.getResource("/io/diglot/core/group/conversations/" + name),
                name)
            .toURI());
  }
}
