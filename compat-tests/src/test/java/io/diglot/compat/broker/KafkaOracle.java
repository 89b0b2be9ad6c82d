package io.diglot.compat.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The real Apache Kafka, one KRaft node. */
public final class KafkaOracle implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final ChildProcess process;
  private final int port;

  private KafkaOracle(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it is ready. */
  public static KafkaOracle start(Path directory) {
    int port = FreePorts.row(2);
    Path file = directory.resolve("server.properties");
    try {
      Files.createDirectories(directory);
      Files.writeString(file, properties(directory, port, port + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (ChildProcess format =
        java(
            directory,
            "kafka.tools.StorageTool",
            "format",
            "-t",
            "AAAAAAAAQACAAAAAAAAAAQ",
            "-c",
            file.toString())) {
      if (format.awaitEnd(START_SECONDS) != 0) {
        throw new AssertionError(format.output());
      }
    }
    ChildProcess process = java(directory, "kafka.Kafka", file.toString());
    process.awaitReady(Pattern.compile("Kafka Server started"), START_SECONDS);
    return new KafkaOracle(process, port);
  }

  private static ChildProcess java(Path directory, String... arguments) {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(ChildProcess.java(), "-Xmx512m", "-cp", PeerLibraries.classPath("kafka")));
    command.addAll(List.of(arguments));
    return ChildProcess.start(directory, Map.of(), command);
  }

  private static String properties(Path directory, int port, int controllerPort) {
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        share.coordinator.state.topic.replication.factor=1
        share.coordinator.state.topic.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=2097152
        """
        .formatted(port, controllerPort, directory.resolve("data"));
  }

  /** Where clients find it. */
  public Endpoints endpoints() {
    return new Endpoints("127.0.0.1:" + port, "");
  }

  @Override
  public void close() {
    process.close();
  }
}
