package io.diglot.benchmarks.plan;

import static io.diglot.benchmarks.broker.Contestant.DIGLOT;
import static io.diglot.benchmarks.broker.Contestant.KAFKA;
import static io.diglot.benchmarks.broker.Contestant.NULL;
import static io.diglot.benchmarks.broker.Contestant.ROCKETMQ;
import static io.diglot.benchmarks.broker.Contestant.STORING;
import static io.diglot.benchmarks.broker.Durability.POWER_CUT;
import static io.diglot.benchmarks.broker.Durability.PROCESS_CRASH;
import static io.diglot.benchmarks.report.Metric.CPU_PER_GB;
import static io.diglot.benchmarks.report.Metric.CPU_PER_MILLION;
import static io.diglot.benchmarks.report.Metric.IDLE_MEMORY;
import static io.diglot.benchmarks.report.Metric.MEMORY;
import static io.diglot.benchmarks.report.Metric.P99;
import static io.diglot.benchmarks.report.Metric.START;
import static io.diglot.benchmarks.report.Metric.THROUGHPUT;

import io.diglot.benchmarks.broker.Contestant;
import io.diglot.benchmarks.broker.Durability;
import io.diglot.benchmarks.load.Backlog;
import io.diglot.benchmarks.load.KafkaCatchUp;
import io.diglot.benchmarks.load.KafkaFlowing;
import io.diglot.benchmarks.load.KafkaProduce;
import io.diglot.benchmarks.load.KafkaSyncSending;
import io.diglot.benchmarks.load.Load;
import io.diglot.benchmarks.load.QueueCount;
import io.diglot.benchmarks.load.RocketFlowing;
import io.diglot.benchmarks.load.RocketSending;
import io.diglot.benchmarks.load.StartAndMemory;
import io.diglot.benchmarks.report.Goal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of everything that is measured. */
final class Cases {
  private static final int KIB = 1024;
  private static final int SMALL = 128;
  private static final int BATCH_16K = 16 * KIB;
  private static final int BATCH_128K = 128 * KIB;
  private static final int HEAP = 1024;
  private static final int SMALL_HEAP = 512;
  private static final int QUEUES = 8;
  private static final int FEW_QUEUES = 10;
  private static final int SYNC_PRODUCERS = 32;
  private static final int SYNC_THREADS = 64;

  private static final Load KAFKA_WARM_UP = produce(BATCH_16K, "none");
  private static final Load ROCKET_WARM_UP = send(16, KIB);

  private static final Load KAFKA_SYNC_LOAD = new KafkaSyncSending(SYNC_PRODUCERS, KIB);
  private static final Load ROCKET_SYNC_LOAD =
      new RocketSending(SYNC_THREADS, KIB, QueueCount.of(SYNC_THREADS));

  private static final Stage KAFKA_LOADS =
      storeBounded("kafka", KAFKA, PROCESS_CRASH, KAFKA_WARM_UP);
  private static final Stage ROCKET_LOADS =
      new Stage(
          "rocketmq",
          List.of(DIGLOT, ROCKETMQ, NULL),
          HEAP,
          PROCESS_CRASH,
          List.of(ROCKET_WARM_UP));
  private static final Stage KAFKA_SYNC =
      storeBounded("kafka-sync", KAFKA, POWER_CUT, KAFKA_SYNC_LOAD);
  private static final Stage ROCKET_SYNC =
      storeBounded("rocketmq-sync", ROCKETMQ, POWER_CUT, ROCKET_SYNC_LOAD);
  private static final Stage ACROSS =
      new Stage(
          "across",
          List.of(DIGLOT, NULL),
          HEAP,
          PROCESS_CRASH,
          List.of(KAFKA_WARM_UP, ROCKET_WARM_UP));
  private static final Stage KAFKA_START =
      new Stage("kafka-start", List.of(DIGLOT, KAFKA), SMALL_HEAP, PROCESS_CRASH, List.of());
  private static final Stage ROCKET_START =
      new Stage("rocketmq-start", List.of(DIGLOT, ROCKETMQ), SMALL_HEAP, PROCESS_CRASH, List.of());

  private static final List<Goal> PRODUCE_GOALS =
      List.of(Goal.peer(THROUGHPUT, 1.5), Goal.peer(CPU_PER_GB, 0.5));
  private static final List<Goal> CONSUME_GOALS =
      List.of(Goal.peer(THROUGHPUT, 1.3), Goal.peer(CPU_PER_GB, 0.6));
  private static final List<Goal> SEND_GOALS =
      List.of(Goal.peer(THROUGHPUT, 1.5), Goal.peer(CPU_PER_MILLION, 0.5));
  private static final List<Goal> MANY_GOALS =
      List.of(Goal.itself(THROUGHPUT, 0.9), Goal.itself(CPU_PER_GB, 1.1));
  private static final List<Goal> SYNC_GOALS = List.of(Goal.peer(THROUGHPUT, 3));
  private static final List<Goal> ACROSS_GOALS = List.of(Goal.itself(THROUGHPUT, 0.5));
  private static final List<Goal> START_GOALS =
      List.of(Goal.peer(START, 0.4), Goal.peer(IDLE_MEMORY, 0.5), Goal.peer(MEMORY, 0.5));

  /** All cases; those of one stage follow each other. */
  static final List<BenchmarkCase> ALL =
      List.of(
          one("kafka-produce-16k-none", KAFKA_LOADS, KAFKA_WARM_UP, PRODUCE_GOALS),
          one("kafka-produce-16k-lz4", KAFKA_LOADS, produce(BATCH_16K, "lz4"), PRODUCE_GOALS),
          one("kafka-produce-128k-none", KAFKA_LOADS, produce(BATCH_128K, "none"), PRODUCE_GOALS),
          one("kafka-produce-128k-lz4", KAFKA_LOADS, produce(BATCH_128K, "lz4"), PRODUCE_GOALS),
          one(
              "kafka-consume-tail",
              KAFKA_LOADS,
              new KafkaFlowing(QUEUES, KIB, 0, BATCH_128K, 5),
              CONSUME_GOALS),
          one(
              "kafka-latency",
              KAFKA_LOADS,
              new KafkaFlowing(QUEUES, KIB, 5_000, BATCH_16K, 0),
              List.of(Goal.peer(P99, 0.7))),
          one("kafka-queues-few", KAFKA_LOADS, produce(QueueCount.of(FEW_QUEUES)), List.of())
              .notInQuickLook(),
          against(
                  "kafka-queues-few",
                  "kafka-queues-many",
                  KAFKA_LOADS,
                  produce(QueueCount.many()),
                  MANY_GOALS)
              .notInQuickLook(),
          // Last, because it starts the broker again.
          one("kafka-consume-cold", KAFKA_LOADS, new KafkaCatchUp(QUEUES, KIB), CONSUME_GOALS),
          one("rocketmq-send-1-128b", ROCKET_LOADS, send(1, SMALL), SEND_GOALS).notInQuickLook(),
          one("rocketmq-send-16-128b", ROCKET_LOADS, send(16, SMALL), SEND_GOALS).notInQuickLook(),
          one("rocketmq-send-64-128b", ROCKET_LOADS, send(64, SMALL), SEND_GOALS),
          one("rocketmq-send-1-1k", ROCKET_LOADS, send(1, KIB), SEND_GOALS),
          one("rocketmq-send-16-1k", ROCKET_LOADS, send(16, KIB), SEND_GOALS),
          one("rocketmq-send-64-1k", ROCKET_LOADS, send(64, KIB), SEND_GOALS),
          one(
              "rocketmq-push-backlog",
              ROCKET_LOADS,
              backlog(Backlog.Protocol.ROCKETMQ, Backlog.Protocol.ROCKETMQ),
              List.of(Goal.peer(THROUGHPUT, 1.5))),
          one(
              "rocketmq-latency",
              ROCKET_LOADS,
              new RocketFlowing(QUEUES, KIB, 2_000),
              List.of(Goal.peer(P99, 0.7))),
          one("rocketmq-queues-few", ROCKET_LOADS, send(QueueCount.of(FEW_QUEUES)), List.of())
              .notInQuickLook(),
          against(
                  "rocketmq-queues-few",
                  "rocketmq-queues-many",
                  ROCKET_LOADS,
                  send(QueueCount.many()),
                  MANY_GOALS)
              .notInQuickLook(),
          one("kafka-sync", KAFKA_SYNC, KAFKA_SYNC_LOAD, SYNC_GOALS),
          one("rocketmq-sync", ROCKET_SYNC, ROCKET_SYNC_LOAD, SYNC_GOALS),
          one(
              "across-kafka-to-kafka",
              ACROSS,
              backlog(Backlog.Protocol.KAFKA, Backlog.Protocol.KAFKA),
              List.of()),
          against(
              "across-kafka-to-kafka",
              "across-rocketmq-to-kafka",
              ACROSS,
              backlog(Backlog.Protocol.ROCKETMQ, Backlog.Protocol.KAFKA),
              ACROSS_GOALS),
          one(
              "across-rocketmq-to-rocketmq",
              ACROSS,
              backlog(Backlog.Protocol.ROCKETMQ, Backlog.Protocol.ROCKETMQ),
              List.of()),
          against(
              "across-rocketmq-to-rocketmq",
              "across-kafka-to-rocketmq",
              ACROSS,
              backlog(Backlog.Protocol.KAFKA, Backlog.Protocol.ROCKETMQ),
              ACROSS_GOALS),
          one("kafka-start", KAFKA_START, new StartAndMemory(KAFKA_WARM_UP), START_GOALS),
          one("rocketmq-start", ROCKET_START, new StartAndMemory(ROCKET_WARM_UP), START_GOALS));

  private Cases() {}

  /**
   * Whether one of the null brokers says how far a case can get: the one that stores, where goals
   * against the peer speak of Kafka's producers, or of a log that is forced for each send.
   */
  static boolean isBounded(BenchmarkCase one, Contestant bound) {
    return bound == STORING
        ? (one.load() instanceof KafkaProduce || one.stage().durability() == POWER_CUT)
            && one.goals().stream().anyMatch(goal -> goal.baseline() == Goal.Baseline.PEER)
        : hasGoalForThroughput(one);
  }

  /**
   * In the order in which a contestant runs them: a case that is compared with another on the same
   * broker stands between two runs of that, so that what drifts meanwhile counts for neither.
   */
  static List<BenchmarkCase> inTurn(List<BenchmarkCase> cases) {
    return cases.stream()
        .flatMap(one -> Stream.concat(Stream.of(one), cases.stream().filter(one::isRelativeTo)))
        .toList();
  }

  /** Whether a goal speaks of its throughput, or of another's in relation to it. */
  private static boolean hasGoalForThroughput(BenchmarkCase one) {
    return ALL.stream()
        .filter(other -> other.name().equals(one.name()) || other.isRelativeTo(one))
        .flatMap(other -> other.goals().stream())
        .anyMatch(goal -> goal.metric() == THROUGHPUT);
  }

  private static Stage storeBounded(
      String name, Contestant peer, Durability durability, Load warmUp) {
    return new Stage(name, List.of(DIGLOT, peer, NULL, STORING), HEAP, durability, List.of(warmUp));
  }

  private static BenchmarkCase one(String name, Stage stage, Load load, List<Goal> goals) {
    return new BenchmarkCase(name, stage, load, Optional.empty(), goals, true);
  }

  private static BenchmarkCase against(
      String other, String name, Stage stage, Load load, List<Goal> goals) {
    return new BenchmarkCase(name, stage, load, Optional.of(other), goals, true);
  }

  private static Load produce(int batch, String compression) {
    return new KafkaProduce(QueueCount.of(QUEUES), KIB, batch, compression);
  }

  private static Load produce(QueueCount queues) {
    return new KafkaProduce(queues, KIB, BATCH_16K, "none");
  }

  private static Load send(int threads, int size) {
    return new RocketSending(threads, size, QueueCount.of(QUEUES));
  }

  private static Load send(QueueCount queues) {
    return new RocketSending(SYNC_THREADS, KIB, queues);
  }

  private static Load backlog(Backlog.Protocol writer, Backlog.Protocol reader) {
    return new Backlog(writer, reader, QUEUES, KIB);
  }
}
