package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process, really killed: nothing that it reported is lost, flushed or not. */
class KillTest {

  @TempDir Path directory;

  /** The process: appends until it is killed, and reports every thousandth append. */
  public static void main(String[] arguments) throws IOException {
    Log log = open(Path.of(arguments[0]));
    String filler = "x".repeat(500);
    for (int i = 0; true; i++) {
      append(log, text(1, filler + i));
      if (i % 1000 == 0) {
        System.out.println(i);
      }
    }
  }

  private static Log open(Path directory) throws IOException {
    LogConfig config = new LogConfig(4 << 20, Durability.ASYNC_FLUSH, Duration.ofHours(1), 1 << 20);
    return Log.open(config, LocalSegments.in(directory), InstantSource.system(), List.of());
  }

  @Test
  void losesNothingReported() throws Exception {
    long reported = 0;
    for (int life = 1; life <= 3; life++) {
      reported += 1 + runAndKill();
      try (Log log = open(directory)) {
        assertEquals(life * 2, log.epoch());
        assertFalse(log.recovery().clean());
        long end = log.ends(1).end();
        assertTrue(end >= reported, end + " of " + reported);
        assertEquals(end, Drafts.texts(log, 1, 0).size());
        reported = end;
      }
    }
  }

  private long runAndKill() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                KillTest.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      long last = 0;
      while (last < 20_000) {
        last = Long.parseLong(out.readLine());
      }
      return last;
    } finally {
      process.destroyForcibly();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }
  }
}
