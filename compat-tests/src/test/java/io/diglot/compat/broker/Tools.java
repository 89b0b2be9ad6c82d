package io.diglot.compat.broker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The command line tools of both worlds, each run in a child JVM (kcat: as the program that it is).
 */
public final class Tools {
  private static final int SECONDS = 90;

  private final Path directory;

  /** Tools that keep what they write in a directory. */
  public Tools(Path directory) {
    this.directory = directory;
  }

  /** Runs a tool of Kafka's by its class; its output. */
  public String kafka(String mainClass, String... arguments) {
    return kafkaWithInput("", mainClass, arguments);
  }

  /** Runs a tool of Kafka's that reads its standard input. */
  public String kafkaWithInput(String input, String mainClass, String... arguments) {
    List<String> command =
        java(PeerLibraries.classPath("kafka"), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return run(input, command);
  }

  /** Runs RocketMQ's mqadmin; its output. */
  public String mqadmin(String... arguments) {
    List<String> command = java(PeerLibraries.quietRocketmq(), "-Duser.home=" + directory);
    command.addAll(1, RocketOracle.OPENED);
    command.add("org.apache.rocketmq.tools.command.MQAdminStartup");
    command.addAll(List.of(arguments));
    return run("", command);
  }

  /** Runs kcat; its output. */
  public String kcat(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("kcat"));
    command.addAll(List.of(arguments));
    return run(input, command);
  }

  /** Whether kcat is installed. */
  public static boolean hasKcat() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kcat")));
  }

  private static List<String> java(String classPath, String... options) {
    List<String> command =
        new ArrayList<>(List.of(ChildProcess.java(), "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath));
    return command;
  }

  private String run(String input, List<String> command) {
    Map<String, String> environment = Map.of("ROCKETMQ_HOME", directory.toString());
    try (ChildProcess tool = ChildProcess.start(directory, environment, command)) {
      tool.input(input);
      int code = tool.awaitEnd(SECONDS);
      if (code != 0) {
        throw new AssertionError("exit code " + code + " of " + command + "\n" + tool.output());
      }
      return tool.output();
    }
  }
}
