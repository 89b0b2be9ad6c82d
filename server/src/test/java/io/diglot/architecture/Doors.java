package io.diglot.architecture;

import java.util.List;
import java.util.Set;

/** The table of doors. A new line here is a decision that a reviewer sees. */
final class Doors {

  static final Door WALL_CLOCK =
      new Door(
          "the wall clock",
          Set.of(
              "java.lang.System.currentTimeMillis",
              "java.time.Instant.now",
              "java.time.LocalDate.now",
              "java.time.LocalTime.now",
              "java.time.LocalDateTime.now",
              "java.time.ZonedDateTime.now",
              "java.time.OffsetDateTime.now",
              "java.time.InstantSource.system",
              "java.time.Clock.systemUTC",
              "java.time.Clock.systemDefaultZone",
              "java.time.Clock.system",
              "java.time.Clock.tickMillis",
              "java.util.Date.<init>()",
              "org.apache.kafka.common.utils.Time.*",
              "org.apache.kafka.common.utils.SystemTime.*"),
          Set.of("io.diglot.server.SystemClock"));

  static final Door MONOTONIC_CLOCK =
      new Door(
          "the monotonic clock",
          Set.of("java.lang.System.nanoTime"),
          Set.of("io.diglot.server.SystemClock", "io.diglot.core.runtime.ControlThread"));

  static final Door SLEEP =
      new Door(
          "sleep",
          Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep"),
          Set.of());

  static final Door RANDOM =
      new Door(
          "unseeded random",
          Set.of(
              "java.lang.Math.random",
              "java.util.Random.<init>()",
              "java.util.SplittableRandom.<init>()",
              "java.util.UUID.randomUUID",
              "java.util.concurrent.ThreadLocalRandom.current",
              "java.security.SecureRandom.<init>",
              "java.security.SecureRandom.getInstanceStrong",
              "java.util.random.RandomGenerator.getDefault",
              "java.util.random.RandomGenerator.of",
              "org.apache.kafka.common.Uuid.randomUuid"),
          Set.of("io.diglot.core.runtime.Randomness"));

  /** Store stands below core and has its own. */
  static final Door THREADS =
      new Door(
          "threads",
          Set.of(
              "java.lang.Thread.<init>",
              "java.util.Timer.<init>",
              "java.util.concurrent.Executors.*",
              "java.util.concurrent.ThreadPoolExecutor.<init>",
              "java.util.concurrent.ScheduledThreadPoolExecutor.<init>",
              "java.util.concurrent.ForkJoinPool.<init>",
              "java.util.concurrent.ForkJoinPool.commonPool"),
          Set.of("io.diglot.core.runtime.Threads", "io.diglot.store.ThreadWorkers"));

  /** Kafka's side does not know remoting and has its own. */
  static final Door EVENT_LOOPS =
      new Door(
          "event loops",
          Set.of(
              "io.netty.channel.MultiThreadIoEventLoopGroup.<init>",
              "io.netty.channel.nio.NioEventLoopGroup.<init>",
              "io.netty.channel.epoll.EpollEventLoopGroup.<init>",
              "io.netty.util.HashedWheelTimer.<init>"),
          Set.of("io.diglot.remoting.EventLoops", "io.diglot.kafka.transport.KafkaTransport"));

  static final Door FILES =
      new Door(
          "file channels",
          Set.of(
              "java.nio.channels.FileChannel.open",
              "java.nio.file.Files.newByteChannel",
              "java.io.RandomAccessFile.<init>",
              "java.io.FileOutputStream.<init>",
              "java.io.FileInputStream.<init>"),
          Set.of("io.diglot.store.files.*"));

  private Doors() {}

  static List<Door> all() {
    return List.of(WALL_CLOCK, MONOTONIC_CLOCK, SLEEP, RANDOM, THREADS, EVENT_LOOPS, FILES);
  }
}
