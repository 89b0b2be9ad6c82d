package io.diglot.benchmarks.broker;

import io.diglot.benchmarks.nullbroker.NullBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How each contestant is set up. Diglot is started by its own command; the peers have the settings
 * and JVM options that their own distributions ship (kafka-server-start.sh, runbroker.sh,
 * conf/broker.conf), but for addresses, directories, the heap, and what one node alone needs.
 */
final class Setups {
  private static final String HOST = "127.0.0.1";
  private static final String NAMESERVER_HEAP = "-Xmx256m";

  /** Those of bin/diglot, so that Diglot's JVM is in no way better than the null broker's. */
  private static final List<String> DIGLOT_OPTIONS =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:NewSize=64m",
          "-XX:MaxNewSize=64m",
          "-XX:+UseTransparentHugePages",
          "-XX:Tier3InvocationThreshold=100",
          "-XX:Tier3MinInvocationThreshold=50",
          "-XX:Tier3CompileThreshold=1000",
          "-XX:Tier4InvocationThreshold=20000",
          "-XX:Tier4MinInvocationThreshold=2400",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=160000",
          "-XX:FreqInlineSize=120",
          "-XX:InlineSmallCode=1000",
          "-Dio.netty.leakDetection.level=disabled");

  /** What RocketMQ 5 needs of a Java 17. */
  private static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");

  private final Installation installation;
  private final BrokerSpec spec;
  private final Path directory;

  private Setups(Installation installation, BrokerSpec spec) {
    this.installation = installation;
    this.spec = spec;
    this.directory = spec.directory();
  }

  static Setup of(Installation installation, BrokerSpec spec) throws IOException {
    Files.createDirectories(spec.directory());
    Setups setups = new Setups(installation, spec);
    return switch (spec.contestant()) {
      case DIGLOT -> setups.diglot();
      case KAFKA -> setups.kafka();
      case ROCKETMQ -> setups.rocketmq();
      case NULL -> setups.nullBroker(List.of());
      case STORING ->
          setups.nullBroker(
              List.of(
                  setups.data().toString(),
                  Boolean.toString(setups.spec.durability() == Durability.POWER_CUT)));
    };
  }

  private Setup diglot() throws IOException {
    int port = FreePorts.row(3);
    Path file =
        write(
            "diglot.conf",
            """
            listeners=PLAINTEXT://%1$s:%2$d
            listenPort=%3$d
            namesrvAddr=%1$s:%4$d
            storePathRootDir=%5$s
            flushDiskType=%6$s
            """
                .formatted(HOST, port, port + 1, port + 2, data(), flushDiskType()));
    List<String> command = List.of(installation.diglot().toString(), "-c", file.toString());
    Map<String, String> environment =
        Map.of(
            "DIGLOT_HEAP",
            spec.heapMebibytes() + "m",
            "JAVA_OPTS",
            String.join(" ", spec.diglotOptions()));
    Probe kafka = Probe.kafkaMetadata(port);
    Probe rocket = Probe.rocketRoute(port + 2);
    Probe both = () -> kafka.isServed() && rocket.isServed();
    return new Setup(
        List.of(),
        List.of(new ServerCommand("diglot", command, environment, both)),
        new Endpoints(HOST + ":" + port, HOST + ":" + (port + 2)));
  }

  private Setup nullBroker(List<String> store) throws IOException {
    int port = FreePorts.row(2);
    List<String> command = java();
    command.addAll(DIGLOT_OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(NullBroker.class.getName(), Integer.toString(port), Integer.toString(port + 1)));
    command.addAll(store);
    return new Setup(
        List.of(),
        List.of(new ServerCommand("null", command, Map.of(), Probe.connects(port + 1))),
        new Endpoints(HOST + ":" + port, HOST + ":" + (port + 1)));
  }

  private Setup kafka() throws IOException {
    int port = FreePorts.row(2);
    Path file =
        write(
            "server.properties",
            """
            process.roles=broker,controller
            node.id=1
            controller.quorum.voters=1@%1$s:%3$d
            listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
            advertised.listeners=PLAINTEXT://%1$s:%2$d
            controller.listener.names=CONTROLLER
            log.dirs=%4$s
            num.network.threads=3
            num.io.threads=8
            offsets.topic.replication.factor=1
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1
            %5$s
            """
                .formatted(HOST, port, port + 1, data(), kafkaFlush()));
    List<String> classes =
        List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Djava.awt.headless=true",
            "-cp",
            installation.kafka());
    List<String> format = new ArrayList<>(List.of(Installation.java(), "-Xmx256m"));
    format.addAll(classes);
    format.addAll(List.of("kafka.tools.StorageTool", "format", "-t", "AAAAAAAAQACAAAAAAAAAAQ"));
    format.addAll(List.of("-c", file.toString()));
    List<String> command = java();
    command.addAll(
        List.of(
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent"));
    command.addAll(classes);
    command.addAll(List.of("kafka.Kafka", file.toString()));
    Probe ready = Probe.kafkaMetadata(port);
    return new Setup(
        List.of(new ServerCommand("format", format, Map.of(), ready)),
        List.of(new ServerCommand("kafka", command, Map.of(), ready)),
        new Endpoints(HOST + ":" + port, ""));
  }

  private Setup rocketmq() throws IOException {
    int nameserver = FreePorts.row(1);
    int low = FreePorts.row(4); // the VIP port, two below listenPort; and HA, one above it
    Path nameserverFile =
        write(
            "namesrv.conf",
            "listenPort=%1$d\nkvConfigPath=%2$s/kv.json\nconfigStorePath=%2$s/namesrv.properties\n"
                .formatted(nameserver, directory));
    Path brokerFile =
        write(
            "broker.conf",
            """
            brokerClusterName=DefaultCluster
            brokerName=broker-a
            brokerId=0
            brokerIP1=%1$s
            brokerIP2=%1$s
            listenPort=%2$d
            haListenPort=%3$d
            namesrvAddr=%1$s:%4$d
            storePathRootDir=%5$s
            storePathCommitLog=%5$s/commitlog
            deleteWhen=04
            fileReservedTime=48
            brokerRole=ASYNC_MASTER
            flushDiskType=%6$s
            """
                .formatted(HOST, low + 2, low + 3, nameserver, data(), flushDiskType()));
    Files.createDirectories(directory.resolve("home"));
    Map<String, String> environment = Map.of("ROCKETMQ_HOME", directory.resolve("home").toString());
    List<String> first = new ArrayList<>(List.of(Installation.java(), NAMESERVER_HEAP));
    first.addAll(rocketClasses("org.apache.rocketmq.namesrv.NamesrvStartup", nameserverFile));
    List<String> second = java();
    second.addAll(
        List.of(
            "-server",
            "-XX:+UseG1GC",
            "-XX:G1HeapRegionSize=16m",
            "-XX:G1ReservePercent=25",
            "-XX:InitiatingHeapOccupancyPercent=30",
            "-XX:SoftRefLRUPolicyMSPerMB=0",
            "-XX:-OmitStackTraceInFastThrow",
            "-XX:-UseLargePages",
            "-XX:MaxDirectMemorySize=4g"));
    second.addAll(rocketClasses("org.apache.rocketmq.broker.BrokerStartup", brokerFile));
    return new Setup(
        List.of(),
        List.of(
            new ServerCommand("namesrv", first, environment, Probe.connects(nameserver)),
            new ServerCommand("broker", second, environment, Probe.rocketRoute(nameserver))),
        new Endpoints("", HOST + ":" + nameserver));
  }

  private List<String> rocketClasses(String mainClass, Path configuration) {
    List<String> options = new ArrayList<>(OPENED);
    options.addAll(List.of("-Duser.home=" + directory, "-cp", installation.rocketmq()));
    options.addAll(List.of(mainClass, "-c", configuration.toString()));
    return options;
  }

  private List<String> java() {
    String heap = spec.heapMebibytes() + "m";
    return new ArrayList<>(List.of(Installation.java(), "-Xms" + heap, "-Xmx" + heap));
  }

  private String flushDiskType() {
    return switch (spec.durability()) {
      case PROCESS_CRASH -> "ASYNC_FLUSH";
      case POWER_CUT -> "SYNC_FLUSH";
    };
  }

  private String kafkaFlush() {
    return switch (spec.durability()) {
      case PROCESS_CRASH -> "";
      case POWER_CUT -> "log.flush.interval.messages=1";
    };
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
