package io.diglot.benchmarks.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A broker of one of the contestants, on fresh data, as child processes. Not thread-safe. */
public final class Broker implements AutoCloseable {
  private static final long START_SECONDS = 90;
  private static final int PROBE_MILLIS = 5;

  private final BrokerSpec spec;
  private final Setup setup;
  private final List<ServerProcess> processes = new ArrayList<>();
  private Duration startTime = Duration.ZERO;

  private Broker(BrokerSpec spec, Setup setup) {
    this.spec = spec;
    this.setup = setup;
  }

  /**
   * Starts one, and waits until it serves a client's first request.
   *
   * @throws StartFailure when it ends or does not serve in time
   */
  public static Broker start(Installation installation, BrokerSpec spec)
      throws StartFailure, IOException, InterruptedException {
    Broker broker = new Broker(spec, Setups.of(installation, spec));
    boolean started = false;
    try {
      broker.prepare();
      broker.launch();
      started = true;
      return broker;
    } finally {
      if (!started) {
        broker.close();
      }
    }
  }

  private void prepare() throws StartFailure, IOException, InterruptedException {
    for (ServerCommand command : setup.once()) {
      ServerProcess process = ServerProcess.start(spec.directory(), command);
      if (process.awaitEnd((int) START_SECONDS) != 0) {
        throw new StartFailure(command.name() + " failed:\n" + process.lastWords());
      }
    }
  }

  private void launch() throws StartFailure, IOException, InterruptedException {
    long began = System.nanoTime();
    for (ServerCommand command : setup.servers()) {
      ServerProcess process = ServerProcess.start(spec.directory(), command);
      processes.add(process);
      awaitServing(process, command);
    }
    startTime = Duration.ofNanos(System.nanoTime() - began);
  }

  private static void awaitServing(ServerProcess process, ServerCommand command)
      throws StartFailure, IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!isServed(command.ready())) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        String what = process.isAlive() ? " does not serve:\n" : " ended:\n";
        throw new StartFailure(command.name() + what + process.lastWords());
      }
      Thread.sleep(PROBE_MILLIS);
    }
  }

  private static boolean isServed(Probe probe) {
    try {
      return probe.isServed();
    } catch (IOException e) {
      return false;
    }
  }

  /** Whose it is. */
  public Contestant contestant() {
    return spec.contestant();
  }

  /** Where it and its clients may write. */
  public Path directory() {
    return spec.directory();
  }

  /** Where clients find it, also after another start. */
  public Endpoints endpoints() {
    return setup.endpoints();
  }

  /** From the start of its first process to the first request served. */
  public Duration startTime() {
    return startTime;
  }

  /** What all its processes have used. */
  public Usage usage() throws IOException {
    Usage sum = Usage.NONE;
    for (ServerProcess process : processes) {
      sum = sum.plus(process.usage());
    }
    return sum;
  }

  /**
   * Ends it, takes what it wrote out of the page cache, and starts it again. A null broker, which
   * wrote nothing, goes on.
   */
  public void restartCold() throws StartFailure, IOException, InterruptedException {
    if (spec.contestant() == Contestant.NULL) {
      return;
    }
    stop();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(spec.directory().resolve("data"))) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (Files.size(file) > 0) {
        evict(file);
      }
    }
    launch();
  }

  /** posix_fadvise(DONTNEED) by way of dd, which asks for it when it copies nothing. */
  private static void evict(Path file) throws IOException, InterruptedException {
    ProcessBuilder dd =
        new ProcessBuilder(
            "dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0");
    dd.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    dd.start().waitFor();
  }

  private void stop() throws InterruptedException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      processes.get(i).stop();
    }
    processes.clear();
  }

  /**
   * A peer's data is thrown away, so that nobody waits for its orderly end; ours may have a
   * recording to write.
   */
  private void end() throws InterruptedException {
    if (!spec.contestant().isOurs()) {
      for (ServerProcess process : processes) {
        process.kill();
      }
    }
    stop();
  }

  /** Ends it and deletes what it wrote, but for its logs. */
  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Path data = spec.directory().resolve("data");
    if (!Files.exists(data)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(data)) {
      for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
