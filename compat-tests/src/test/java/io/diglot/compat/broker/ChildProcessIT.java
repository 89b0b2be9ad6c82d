package io.diglot.compat.broker;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the other tests rely on: no process is left behind. */
class ChildProcessIT {

  @Test
  void endsIfItIsNotReadyInTime(@TempDir Path directory) {
    try (ChildProcess silent = ChildProcess.start(directory, Map.of(), List.of("cat"))) {
      assertThrows(AssertionError.class, () -> silent.awaitReady(Pattern.compile("ready"), 0));
      assertFalse(silent.isAlive());
    }
  }
}
