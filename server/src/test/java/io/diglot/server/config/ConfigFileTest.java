package io.diglot.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.diglot.server.config.ConfigFile.Entry;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

  @Test
  void entriesKnowTheirLines() throws ConfigException {
    ConfigFile file =
        ConfigFile.parse(
            "x.conf", "# comment\n\nbrokerName = a\n  ! other\r\nlistenPort:1\nflag\n");
    assertEquals(
        List.of(
            new Entry("brokerName", "a", 3),
            new Entry("listenPort", "1", 5),
            new Entry("flag", "", 6)),
        file.entries());
  }

  @Test
  void continuedLinesCountFromTheFirst() throws ConfigException {
    ConfigFile file = ConfigFile.parse("x.conf", "a=1 \\\n   2 \\\n   3\nb=x\\\\\nc=\\u00e9");
    assertEquals(
        List.of(new Entry("a", "1 2 3", 1), new Entry("b", "x\\", 4), new Entry("c", "é", 5)),
        file.entries());
  }

  @Test
  void brokenEscapeIsToldWithItsLine() {
    ConfigException fault =
        assertThrows(ConfigException.class, () -> ConfigFile.parse("x.conf", "a=1\nb=\\uzz"));
    assertEquals("x.conf:2: Malformed \\uxxxx encoding.", fault.getMessage());
  }

  @Test
  void missingFileIsTold(@TempDir Path directory) {
    Path file = directory.resolve("none.conf");
    ConfigException fault = assertThrows(ConfigException.class, () -> ConfigFile.read(file));
    assertEquals(file + ": there is no such file", fault.getMessage());
  }
}
