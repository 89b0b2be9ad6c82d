package io.diglot.compat.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process whose output (both streams) is read and kept. */
public final class ChildProcess implements AutoCloseable {
  private static final int END_SECONDS = 30;
  private static final String END = "\u0000end of output";

  private final Process process;
  private final LinkedBlockingQueue<String> unread = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
  private final Thread reader;

  private ChildProcess(Process process) {
    this.process = process;
    this.reader = new Thread(this::readAll, "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a command in a directory. */
  public static ChildProcess start(
      Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The path of the java command that runs this test. */
  public static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private void readAll() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        output.add(line);
        unread.add(line);
      }
    } catch (IOException e) {
      output.add(e.toString());
    } finally {
      unread.add(END);
    }
  }

  /** Waits for a line of output in which the pattern is found. */
  public Matcher await(Pattern pattern, int seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      String line = nextLine(deadline - System.nanoTime());
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  /** Waits for the line that says that it is ready; ends it if that does not come. */
  public Matcher awaitReady(Pattern pattern, int seconds) {
    try {
      return await(pattern, seconds);
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private String nextLine(long nanos) {
    try {
      String line = unread.poll(nanos, TimeUnit.NANOSECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("the line did not come; the output was:\n" + output());
      }
      return line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Writes to its standard input, and closes that. */
  public void input(String text) {
    try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it said so far. */
  public String output() {
    return String.join("\n", output);
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end (SIGTERM) and waits; the exit code. */
  public int terminate() {
    process
        .toHandle()
        .destroy(); // Process.destroy would close the output too, and lose its last lines
    return awaitEnd(END_SECONDS);
  }

  /** Kills it (SIGKILL) and waits. */
  public void kill() {
    process.toHandle().destroyForcibly();
    awaitEnd(END_SECONDS);
  }

  /** Waits for its end and all of its output; the exit code. */
  public int awaitEnd(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "process " + process.pid() + " does not end; its output:\n" + output());
      }
      reader.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
