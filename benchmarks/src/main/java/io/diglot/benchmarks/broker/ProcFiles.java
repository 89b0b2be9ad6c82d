package io.diglot.benchmarks.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads Linux's /proc. */
final class ProcFiles {
  /** Linux tells user space times in this unit on every architecture that Java 17 runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int KIBI = 1024;
  // Fields of stat after the name, which ends with the last parenthesis: utime is the 14th of all.
  private static final int FIRST_TIME = 11;
  private static final int TIMES = 4;

  private ProcFiles() {}

  /** What a process and its living descendants have used. */
  static Usage ofTree(ProcessHandle root) throws IOException {
    Usage sum = of(root.pid());
    for (ProcessHandle child : root.descendants().toList()) {
      if (child.isAlive()) {
        sum = sum.plus(of(child.pid()));
      }
    }
    return sum;
  }

  private static Usage of(long pid) throws IOException {
    Path directory = Path.of("/proc", Long.toString(pid));
    String stat = Files.readString(directory.resolve("stat"));
    List<String> status = Files.readAllLines(directory.resolve("status"));
    return new Usage(
        cpuSeconds(stat),
        compilerSeconds(directory.resolve("task")),
        bytes(status, "VmRSS:"),
        bytes(status, "RssAnon:"),
        System.nanoTime());
  }

  /** What the threads took that the JVM names C1 and C2 CompilerThread. */
  private static double compilerSeconds(Path tasks) throws IOException {
    double seconds = 0;
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        seconds += compilerSecondsOf(thread.resolve("stat"));
      }
    }
    return seconds;
  }

  private static double compilerSecondsOf(Path stat) {
    try {
      String text = Files.readString(stat);
      return text.matches("(?s)\\d+ \\(C[12] Compiler.*") ? cpuSeconds(text) : 0;
    } catch (IOException e) {
      return 0; // the thread ended just now
    }
  }

  /** utime, stime, and those of children that were waited for. */
  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
      ticks += Long.parseLong(fields[i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  static long bytes(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
        .sum();
  }
}
