package io.diglot.compat.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packaged broker with a name server in it, on ephemeral ports, which it keeps when it is
 * started again on the same data.
 */
public final class DiglotProcess implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final Pattern READY =
      Pattern.compile("ready in .*Kafka \\S+:(\\d+), RocketMQ \\S+:(\\d+),");

  private final Path directory;
  private final List<String> command;
  private final Map<String, String> settings = new TreeMap<>();
  private ChildProcess process;

  private DiglotProcess(Path directory, List<String> command, Map<String, String> settings) {
    this.directory = directory;
    this.command = command;
    this.settings.put("listeners", "PLAINTEXT://127.0.0.1:0");
    this.settings.put("listenPort", "0");
    this.settings.put("namesrvAddr", "127.0.0.1:" + FreePorts.one());
    this.settings.put("storePathRootDir", directory.resolve("data").toString());
    this.settings.put("mappedFileSizeCommitLog", "33554432");
    this.settings.put("group.initial.rebalance.delay.ms", "0");
    this.settings.putAll(settings);
    this.process = launch();
  }

  /** Starts a broker and waits until it is ready. */
  public static DiglotProcess start(Path directory, Map<String, String> settings) {
    return new DiglotProcess(directory, List.of(), settings);
  }

  /** Starts a broker without a name server. */
  public static DiglotProcess startBroker(Path directory, Map<String, String> settings) {
    return new DiglotProcess(directory, List.of("broker"), settings);
  }

  private ChildProcess launch() {
    ChildProcess launched = run(directory, command, settings);
    Matcher ready = launched.awaitReady(READY, START_SECONDS);
    settings.put("listeners", "PLAINTEXT://127.0.0.1:" + ready.group(1));
    settings.put("listenPort", ready.group(2));
    return launched;
  }

  /** Runs the jar with a configuration file of these settings, and waits for nothing. */
  public static ChildProcess run(
      Path directory, List<String> command, Map<String, String> settings) {
    Path file = directory.resolve("diglot.conf");
    String text =
        settings.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Files.createDirectories(directory);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of("-c", file.toString()));
    return run(directory, arguments);
  }

  /** Runs the jar with these arguments, and waits for nothing. */
  public static ChildProcess run(Path directory, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(ChildProcess.java(), "-Xmx512m", "-XX:+UseParallelGC", "-jar", jar().toString()));
    command.addAll(arguments);
    return ChildProcess.start(directory, Map.of(), command);
  }

  private static Path jar() {
    return Path.of(System.getProperty("diglot.jar", "../server/target/diglot.jar"))
        .toAbsolutePath()
        .normalize();
  }

  /** Where clients find it. */
  public Endpoints endpoints() {
    return new Endpoints("127.0.0.1:" + kafkaPort(), settings.get("namesrvAddr"));
  }

  /** The port of Kafka's protocol. */
  public int kafkaPort() {
    String listener = settings.get("listeners");
    return Integer.parseInt(listener.substring(listener.lastIndexOf(':') + 1));
  }

  /** The port of RocketMQ's protocol. */
  public int nativePort() {
    return Integer.parseInt(settings.get("listenPort"));
  }

  /** The name server's port. */
  public int nameserverPort() {
    String address = settings.get("namesrvAddr");
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  /** Where it keeps its data. */
  public Path dataDirectory() {
    return directory.resolve("data");
  }

  /** The process. */
  public ChildProcess process() {
    return process;
  }

  /** Kills it with SIGKILL. */
  public void kill() {
    process.kill();
  }

  /** Ends it with SIGTERM; the exit code. */
  public int terminate() {
    return process.terminate();
  }

  /** Starts it again after its end, with the same data and on the same ports. */
  public void startAgain() {
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }
}
