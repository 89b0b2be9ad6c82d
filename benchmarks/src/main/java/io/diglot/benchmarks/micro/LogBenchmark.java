package io.diglot.benchmarks.micro;

import io.diglot.store.AppendResult;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import io.diglot.store.FrameRun;
import io.diglot.store.FrameSelector;
import io.diglot.store.Log;
import io.diglot.store.LogConfig;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.files.LocalSegments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Append, read and index lookup on a log in local files, frames of 1 KiB. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBenchmark {
  private static final int PAYLOAD = 1024;
  private static final int FRAMES_BEFORE = 100_000;
  private static final int RUN = 32;
  private static final long HOT_BYTES = 1L << 32;

  /** How many queues the frames are spread over. */
  @Param({"10", "10000"})
  public int queues;

  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD);
  private final SplittableRandom random = new SplittableRandom(1);
  private Path directory = Path.of("");
  private @Nullable Log log;
  private long next;

  /** Opens a log with some frames in it. */
  @Setup
  public void open() throws IOException {
    byte[] content = new byte[PAYLOAD];
    random.nextBytes(content);
    payload.put(content).flip();
    directory = Files.createTempDirectory("diglot-benchmark");
    LogConfig config =
        new LogConfig(1 << 28, Durability.ASYNC_FLUSH, Duration.ofMillis(500), HOT_BYTES);
    log = Log.open(config, LocalSegments.in(directory), InstantSource.system(), List.of());
    for (int i = 0; i < FRAMES_BEFORE; i++) {
      append();
    }
  }

  private Log log() {
    return Objects.requireNonNull(log);
  }

  /** Drops the segments that are full, so that the disk does not become so. */
  @TearDown(Level.Iteration)
  public void drop() {
    log().retain(segment -> true);
  }

  /** Closes the log and deletes it. */
  @TearDown
  public void close() throws IOException {
    log().close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Appends one frame to one of the queues in turn. */
  @Benchmark
  public AppendResult append() {
    long queue = 1 + next++ % queues;
    return log()
        .append(
            new FrameDraft(
                FrameKind.NATIVE,
                queue,
                1,
                0,
                next,
                payload,
                FrameDraft.NO_FIELD,
                FrameDraft.NO_FIELD,
                FrameDraft.NO_FIELD));
  }

  /** Reads up to 32 frames from anywhere in a queue. */
  @Benchmark
  public int read() {
    return take(RUN);
  }

  /** Finds one frame and takes nothing. */
  @Benchmark
  public int lookUp() {
    return take(0);
  }

  private int take(int most) {
    long queue = 1L + random.nextInt(queues);
    long start = log().ends(queue).start();
    long from = start + random.nextLong(Math.max(1, log().ends(queue).end() - start));
    try (FrameRun run = log().read(queue, from, upTo(most))) {
      return run.frames().size();
    }
  }

  private static FrameSelector upTo(int most) {
    int[] left = {most};
    return (kind, baseOffset, recordCount, size, tagHash, greatestTimestamp) ->
        left[0]-- > 0 ? FrameSelector.Choice.TAKE : FrameSelector.Choice.STOP;
  }
}
