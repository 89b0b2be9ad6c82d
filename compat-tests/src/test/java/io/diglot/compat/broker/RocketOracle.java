package io.diglot.compat.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The real Apache RocketMQ: a name server and a master. */
public final class RocketOracle implements AutoCloseable {
  private static final int START_SECONDS = 90;

  /** What RocketMQ 5 needs of a Java 17. */
  static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");

  private final List<ChildProcess> processes = new ArrayList<>();
  private final int nameserverPort;

  private RocketOracle(int nameserverPort) {
    this.nameserverPort = nameserverPort;
  }

  /** Starts both and waits until they are ready. */
  public static RocketOracle start(Path directory) {
    int nameserverPort = FreePorts.row(5);
    RocketOracle oracle = new RocketOracle(nameserverPort);
    try {
      oracle.startNameserver(directory);
      // The broker takes listenPort, the port two below (VIP) and the one above (HA).
      oracle.startBroker(directory, nameserverPort + 3);
      return oracle;
    } catch (RuntimeException | Error e) {
      oracle.close();
      throw e;
    }
  }

  private void startNameserver(Path directory) {
    String configuration =
        "listenPort=%1$d\nkvConfigPath=%2$s/kv.json\nconfigStorePath=%2$s/namesrv.properties\n"
            .formatted(nameserverPort, directory);
    start(directory, "namesrv", "org.apache.rocketmq.namesrv.NamesrvStartup", configuration);
  }

  private void startBroker(Path directory, int listenPort) {
    String configuration =
        """
        brokerClusterName=DefaultCluster
        brokerName=broker-a
        brokerId=0
        brokerIP1=127.0.0.1
        brokerIP2=127.0.0.1
        listenPort=%1$d
        haListenPort=%2$d
        namesrvAddr=127.0.0.1:%3$d
        storePathRootDir=%4$s/store
        storePathCommitLog=%4$s/store/commitlog
        autoCreateTopicEnable=true
        mappedFileSizeCommitLog=67108864
        messageDelayLevel=1s 1s 1s 1s 1s
        """
            .formatted(listenPort, listenPort + 1, nameserverPort, directory);
    start(directory, "broker", "org.apache.rocketmq.broker.BrokerStartup", configuration);
  }

  private void start(Path directory, String name, String mainClass, String configuration) {
    Path file = directory.resolve(name + ".conf");
    try {
      Files.createDirectories(directory.resolve("home"));
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command =
        new ArrayList<>(List.of(ChildProcess.java(), "-Xmx512m", "-XX:MaxDirectMemorySize=512m"));
    command.addAll(OPENED);
    command.addAll(List.of("-Duser.home=" + directory, "-cp", PeerLibraries.quietRocketmq()));
    command.addAll(List.of(mainClass, "-c", file.toString()));
    ChildProcess process =
        ChildProcess.start(
            directory, Map.of("ROCKETMQ_HOME", directory.resolve("home").toString()), command);
    processes.add(process);
    process.await(Pattern.compile("boot success"), START_SECONDS);
  }

  /** Where clients find it. */
  public Endpoints endpoints() {
    return new Endpoints("", "127.0.0.1:" + nameserverPort);
  }

  @Override
  public void close() {
    processes.forEach(ChildProcess::close);
  }
}
