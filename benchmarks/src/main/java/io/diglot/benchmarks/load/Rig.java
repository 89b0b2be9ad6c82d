package io.diglot.benchmarks.load;

import io.diglot.benchmarks.broker.Broker;
import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Installation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker, and the clients to put a load on it. Not thread-safe. */
public final class Rig {
  private static final String TOOLS = "org.apache.kafka.tools.";
  private static final String DRIVERS = "io.diglot.benchmarks.client.";
  private static final List<String> CLIENT_HEAP = List.of("-Xms512m", "-Xmx512m");

  /** Ten thousand queues take some brokers minutes. */
  private static final int CREATION_MILLIS = 300_000;

  /** Kafka refuses to make ten thousand in one go. */
  private static final int CREATED_AT_ONCE = 5_000;

  private final Installation installation;
  private final Broker broker;
  private final Scale scale;
  private int topics;

  /** Clients for a broker. */
  public Rig(Installation installation, Broker broker, Scale scale) {
    this.installation = installation;
    this.broker = broker;
    this.scale = scale;
  }

  Broker broker() {
    return broker;
  }

  Scale scale() {
    return scale;
  }

  /** A new topic, which is there already where Kafka's protocol can create it. */
  Topic topic(int queues) throws LoadFailure, InterruptedException {
    Topic topic = new Topic("benchmark-" + topics++, queues);
    if (!broker.endpoints().kafka().isEmpty()) {
      Map<String, Object> settings =
          Map.of(
              "bootstrap.servers",
              broker.endpoints().kafka(),
              "default.api.timeout.ms",
              CREATION_MILLIS,
              "request.timeout.ms",
              CREATION_MILLIS);
      try (Admin admin = Admin.create(settings)) {
        int first = Math.min(queues, CREATED_AT_ONCE);
        NewTopic created = new NewTopic(topic.name(), Optional.of(first), Optional.empty());
        admin.createTopics(List.of(created)).all().get();
        for (int there = first; there < queues; ) {
          there = Math.min(queues, there + CREATED_AT_ONCE);
          NewPartitions more = NewPartitions.increaseTo(there);
          admin.createPartitions(Map.of(topic.name(), more)).all().get();
        }
      } catch (ExecutionException e) {
        throw new LoadFailure("no topic of " + queues + " queues: " + e.getCause());
      }
    }
    return topic;
  }

  /** Runs a tool of Kafka's own. */
  ClientRun kafkaTool(String tool, List<String> arguments, Marks marks)
      throws LoadFailure, IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Installation.java()));
    command.addAll(CLIENT_HEAP);
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.addAll(List.of("-cp", installation.kafka(), TOOLS + tool));
    command.addAll(List.of("--bootstrap-server", broker.endpoints().kafka()));
    command.addAll(arguments);
    return ClientJvm.run(broker, command, marks);
  }

  /** Runs a driver of this module on Kafka's client. */
  ClientRun kafkaDriver(String driver, Topic topic, Map<String, Object> arguments)
      throws LoadFailure, IOException, InterruptedException {
    List<String> options = List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    return driver(driver, installation.kafka(), options, topic, arguments);
  }

  /** Runs a driver of this module on RocketMQ's client. */
  ClientRun rocketDriver(String driver, Topic topic, Map<String, Object> arguments)
      throws LoadFailure, IOException, InterruptedException {
    List<String> options =
        List.of("-Duser.home=" + broker.directory(), "-Drocketmq.client.logLevel=ERROR");
    return driver(driver, installation.rocketmq(), options, topic, arguments);
  }

  private ClientRun driver(
      String driver,
      String classPath,
      List<String> options,
      Topic topic,
      Map<String, Object> arguments)
      throws LoadFailure, IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Installation.java()));
    command.addAll(CLIENT_HEAP);
    command.addAll(options);
    String own = placeOf(Rig.class) + File.pathSeparator + placeOf(Histogram.class);
    command.addAll(List.of("-cp", own + File.pathSeparator + classPath, DRIVERS + driver));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("warmUpMillis", scale.warmUpMillis());
    all.put("measureMillis", scale.measureMillis());
    all.putAll(arguments);
    all.forEach((key, value) -> command.add(key + "=" + value));
    command.add("bootstrap=" + broker.endpoints().kafka());
    command.add("nameserver=" + broker.endpoints().nameserver());
    command.add("topic=" + topic.name());
    command.add("queues=" + topic.queues());
    command.add("create=" + (broker.contestant() == Contestant.ROCKETMQ));
    return ClientJvm.run(broker, command, Marks.DRIVER);
  }

  private static Path placeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
