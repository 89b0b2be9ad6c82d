package io.diglot.store;

import static io.diglot.store.Drafts.ALL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Crashes the disk at every sync point of random histories. Whatever was acknowledged is there, the
 * rest is whole or absent, the index says the same as the frames, the views as a replay.
 */
class CrashTest {

  private static final int SEGMENT = 1 << 16;
  private static final int QUEUES = 5;

  /** A frame as it was appended. */
  private record Written(
      long position, long endPosition, FrameKind kind, long queue, long base, ByteBuffer payload) {}

  private final List<Written> history = new ArrayList<>();
  private final TestClock clock = new TestClock();
  private Random random;
  private CrashDisk disk;
  private ManualWorkers workers;
  private HashView view;
  private Log log;
  private long acknowledgedTo;
  private long droppedTo;

  @Test
  void survivesAPowerCutAtEverySyncPoint() throws IOException {
    int crashes = 0;
    for (int seed = 0; seed < 8; seed++) {
      for (int cut = 0; live(seed, cut); cut++) {
        crashes++;
      }
    }
    assertTrue(crashes > 300, "only " + crashes + " sync points were crashed at");
  }

  /** One history with a crash at a sync point; false when it ended before that. */
  private boolean live(long seed, int cut) throws IOException {
    String name = "seed " + seed + ", power cut at sync point " + cut;
    history.clear();
    acknowledgedTo = 0;
    droppedTo = SegmentHeader.BYTES;
    random = new Random(seed);
    disk = new CrashDisk(new Random(seed * 1000 + cut));
    disk.cutPowerAt(cut);
    try {
      open();
      work(100);
    } catch (CrashDisk.PowerCut e) {
      // At opening or closing.
    }
    if (!disk.isDead()) {
      return false;
    }
    for (int crash = 0; crash < 3; crash++) {
      disk = disk.surviving();
      disk.cutPowerAt(random.nextInt(25));
      try {
        open();
        check(name + ", recovery " + crash);
        work(40);
      } catch (CrashDisk.PowerCut e) {
        // In recovery too.
      }
    }
    disk = disk.surviving();
    open();
    check(name + ", last recovery");
    log.close();
    return true;
  }

  private void open() throws IOException {
    workers = new ManualWorkers();
    view = new HashView();
    LogConfig config =
        new LogConfig(SEGMENT, Durability.SYNC_FLUSH, Duration.ofSeconds(1), SEGMENT);
    log = SegmentedLog.open(config, disk.store(), clock, List.of(view), workers);
  }

  private void work(int steps) throws IOException {
    for (int step = 0; step < steps; step++) {
      switch (random.nextInt(12)) {
        case 0 -> workers.runFlushes();
        case 1 -> workers.runPreparations();
        case 2 -> workers.tick();
        case 3 -> retain();
        case 4 -> {
          log.close();
          open();
        }
        default -> append();
      }
    }
    log.close();
  }

  private void append() {
    List<FrameDraft> drafts = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      drafts.add(draft());
    }
    if (log.append(drafts) instanceof Appended appended) {
      long position = appended.position();
      for (FrameDraft draft : drafts) {
        position = remember(draft, position);
      }
      assertEquals(appended.endPosition(), position);
      long end = position;
      log.whenDurable(
          end,
          durable -> {
            if (durable) {
              acknowledgedTo = Math.max(acknowledgedTo, end);
            }
          });
    }
  }

  private FrameDraft draft() {
    byte[] bytes = new byte[8 + random.nextInt(random.nextInt(5) == 0 ? 9000 : 900)];
    random.nextBytes(bytes);
    ByteBuffer payload = ByteBuffer.wrap(bytes);
    int queue = random.nextInt(QUEUES + 1);
    return queue == 0
        ? FrameDraft.unqueued(FrameKind.EVENT, 0, payload)
        : new FrameDraft(
            random.nextBoolean() ? FrameKind.KAFKA : FrameKind.NATIVE,
            queue,
            1 + random.nextInt(3),
            0,
            random.nextInt(1000),
            payload,
            0,
            FrameDraft.NO_FIELD,
            FrameDraft.NO_FIELD);
  }

  private long remember(FrameDraft draft, long position) {
    try (FrameRun run = log.at(position).orElseThrow()) {
      Frame frame = run.frames().get(0);
      byte[] payload = new byte[frame.payload().remaining()];
      frame.payload().get(0, payload);
      int field = draft.offsetField() == 0 ? Long.BYTES : 0;
      assertEquals(
          draft.payload().slice(field, payload.length - field),
          ByteBuffer.wrap(payload, field, payload.length - field).slice());
      long end = position + FrameFormat.footprint(payload.length);
      history.add(
          new Written(
              position,
              end,
              frame.kind(),
              frame.queue(),
              frame.baseOffset(),
              ByteBuffer.wrap(payload)));
      return end;
    }
  }

  private void retain() {
    int[] may = {random.nextInt(3)};
    log.retain(segment -> may[0]-- > 0);
    droppedTo = Math.max(droppedTo, log.startPosition());
  }

  private void check(String name) {
    long end = log.endPosition();
    assertTrue(end >= acknowledgedTo, name + ": acknowledged to " + acknowledgedTo + " of " + end);
    history.removeIf(written -> written.endPosition() > end);
    HashView expected = new HashView();
    Map<Long, List<Written>> byQueue = new HashMap<>();
    for (Written written : history) {
      fold(expected, written);
      boolean there = written.position() >= log.startPosition();
      assertEquals(there, isAt(written), name + ": " + written.position());
      if (there && written.queue() != Log.NO_QUEUE) {
        byQueue.computeIfAbsent(written.queue(), queue -> new ArrayList<>()).add(written);
      }
    }
    assertEquals(expected.toString(), view.toString(), name);
    for (long queue = 1; queue <= QUEUES; queue++) {
      checkQueue(name, queue, byQueue.getOrDefault(queue, List.of()));
    }
    assertTrue(log.startPosition() <= droppedTo, name);
    checkIndexes(name);
  }

  private static void fold(HashView expected, Written written) {
    if (expected.wants(written.kind())) {
      expected.take(
          written.position(), written.queue(), written.base(), written.payload().hashCode());
    }
  }

  private boolean isAt(Written written) {
    return log.at(written.position())
        .map(
            run -> {
              try (run) {
                return run.frames().get(0).payload().equals(written.payload());
              }
            })
        .orElse(false);
  }

  private void checkQueue(String name, long queue, List<Written> expected) {
    try (FrameRun run = log.read(queue, 0, ALL)) {
      List<Long> positions = run.frames().stream().map(Frame::position).toList();
      assertEquals(expected.stream().map(Written::position).toList(), positions, name);
    }
    QueueEnds ends = log.ends(queue);
    if (!expected.isEmpty()) {
      assertEquals(expected.get(0).base(), ends.start(), name);
    } else {
      assertEquals(ends.end(), ends.start(), name);
    }
  }

  /** Every index file says what its segment's frames say. */
  private void checkIndexes(String name) {
    workers.runAll();
    for (long base : disk.companions(SegmentStore.Companion.INDEX)) {
      if (disk.segments().contains(base)) {
        assertTrue(disk.indexMatchesFrames(base), name + ": index of segment " + base);
      }
    }
  }
}
