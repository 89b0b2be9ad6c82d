package io.diglot.benchmarks.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that writes its output to a file. */
final class ServerProcess {
  private static final int END_SECONDS = 30;
  private static final int SHOWN_LINES = 15;

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ServerProcess start(Path directory, ServerCommand command) throws IOException {
    Path log = directory.resolve(command.name() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command.command())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(command.environment());
    Process process = builder.start();
    endWithThis(process);
    return new ServerProcess(process, log);
  }

  /** Lets a child not outlive this process, whatever ends it short of a kill. */
  private static void endWithThis(Process process) {
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Usage usage() throws IOException {
    return ProcFiles.ofTree(process.toHandle());
  }

  int awaitEnd(int seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Ends it at once. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** Asks it to end; kills it if it does not. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}
