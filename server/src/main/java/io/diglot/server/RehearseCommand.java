package io.diglot.server;

import io.diglot.server.config.Configurations;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code diglot rehearse}: starts everything on free ports with a directory that is thrown away,
 * and ends. A JVM that is told to archive its classes at exit learns from it what a start needs.
 */
@Command(
    name = "rehearse",
    description = "Starts and ends, for the JVM's archive of classes.",
    hidden = true)
final class RehearseCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("diglot-rehearsal");
    try {
      Path file = Files.writeString(directory.resolve("diglot.conf"), settings(directory));
      BrokerProcess.withNameserver(Configurations.broker(Optional.of(file), ThisMachine.measure()))
          .close();
    } finally {
      delete(directory);
    }
    return 0;
  }

  private static String settings(Path directory) throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.join(
          "\n",
          "listeners=PLAINTEXT://127.0.0.1:0",
          "listenPort=0",
          "namesrvAddr=127.0.0.1:" + free.getLocalPort(),
          "storePathRootDir=" + directory.resolve("data"),
          "");
    }
  }

  private static void delete(Path directory) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(directory)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
