package io.diglot.store;

import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A log with small segments on a disk in memory, all of whose threads are the test's own. */
final class LogOnCrashDisk {

  static final int SEGMENT = 1 << 16;

  final TestClock clock = new TestClock();
  CrashDisk disk = new CrashDisk(new Random(1));
  ManualWorkers workers = new ManualWorkers();
  HashView view = new HashView();

  Log open() throws IOException {
    return open(Durability.ASYNC_FLUSH);
  }

  Log open(Durability durability) throws IOException {
    return open(durability, SEGMENT);
  }

  Log open(int segmentSize) throws IOException {
    return open(Durability.ASYNC_FLUSH, segmentSize);
  }

  private Log open(Durability durability, int segmentSize) throws IOException {
    workers = new ManualWorkers();
    view = new HashView();
    LogConfig config = new LogConfig(segmentSize, durability, Duration.ofSeconds(1), SEGMENT / 2);
    return SegmentedLog.open(config, disk.store(), clock, List.of(view), workers);
  }

  /** What a killed process leaves is what the next {@link #open} finds. */
  void kill() {
    disk = disk.killed();
  }

  /** Appends frames of a kilobyte to a queue until so many segments are full, and seals them. */
  void fillSegments(Log log, long queue, int count) {
    String filler = "x".repeat(1000);
    long end = log.startPosition() / SEGMENT + count;
    for (int i = 0; log.endPosition() / SEGMENT < end; i++) {
      Drafts.append(log, Drafts.text(queue, filler + i, i));
    }
    workers.runAll();
  }
}
