package io.diglot.store;

import static io.diglot.store.Drafts.ALL;
import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.draft;
import static io.diglot.store.Drafts.event;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.FrameSelector.Choice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Reads by offset, by position and by time. */
class ReadTest {

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  @Test
  void selectsFromTheIndexAlone() throws IOException {
    try (Log log = fixture.open()) {
      append(log, draft(1, 3, 10, ByteBuffer.allocate(100)));
      append(log, draft(1, 2, 20, ByteBuffer.allocate(200)));
      append(log, draft(1, 1, 30, ByteBuffer.allocate(300)));
      List<String> seen = new ArrayList<>();
      FrameSelector selector =
          (kind, base, count, size, tag, timestamp) -> {
            seen.add(kind + " " + base + "+" + count + " " + size + " bytes, time " + timestamp);
            return base == 0 ? Choice.SKIP : base == 3 ? Choice.TAKE : Choice.STOP;
          };
      try (FrameRun run = log.read(1, 2, selector)) {
        assertEquals(1, run.frames().size());
        assertEquals(3, run.frames().get(0).baseOffset());
        assertEquals(5, run.nextOffset());
      }
      assertEquals(
          List.of(
              "KAFKA 0+3 100 bytes, time 10",
              "KAFKA 3+2 200 bytes, time 20",
              "KAFKA 5+1 300 bytes, time 30"),
          seen);
      try (FrameRun run = log.read(1, 6, ALL)) {
        assertEquals(List.of(), run.frames());
        assertEquals(6, run.nextOffset());
      }
    }
  }

  @Test
  void fillsInTheFieldsOfThePayload() throws IOException {
    try (Log log = fixture.open()) {
      append(log, text(1, "first"));
      FrameDraft draft =
          new FrameDraft(FrameKind.NATIVE, 1, 1, 5, 9, ByteBuffer.allocate(40), 0, 8, 20);
      Appended appended = append(log, draft);
      try (FrameRun run = log.at(appended.position()).orElseThrow()) {
        Frame frame = run.frames().get(0);
        assertEquals(1, frame.payload().getLong(0));
        assertEquals(appended.position(), frame.payload().getLong(8));
        assertEquals(appended.storeTimestamp(), frame.payload().getLong(20));
        assertEquals(5, frame.tagHash());
        assertTrue(frame.payload().isReadOnly());
      }
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new FrameDraft(FrameKind.KAFKA, 1, 1, 0, 0, ByteBuffer.allocate(8), 1, -1, -1));
  }

  @Test
  void findsTheSegmentOfAnyOffsetOfSparseQueues() throws IOException {
    long seed = 42;
    Random random = new Random(seed);
    List<List<String>> expected = new ArrayList<>();
    for (int queue = 0; queue < 8; queue++) {
      expected.add(new ArrayList<>());
    }
    try (Log log = fixture.open()) {
      for (int i = 0; i < 1500; i++) {
        // The higher the rarer: the last ones skip whole segments.
        int queue = Math.min(7, Integer.numberOfTrailingZeros(random.nextInt() | 0x80));
        String text = i + "x".repeat(random.nextInt(900));
        append(log, text(queue + 1L, text));
        expected.get(queue).add(text);
        fixture.workers.runPreparations();
      }
      for (int queue = 0; queue < 8; queue++) {
        List<String> all = expected.get(queue);
        for (int from = 0; from <= all.size(); from += 1 + random.nextInt(9)) {
          assertEquals(
              all.subList(from, all.size()),
              texts(log, queue + 1L, from),
              "seed " + seed + ", queue " + queue + " from " + from);
        }
      }
    }
  }

  @Test
  void findsByTimestampHoweverTheTimestampsRun() throws IOException {
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<Long> times = new ArrayList<>();
      try (Log log = fixture.open()) {
        while (times.size() < 400) {
          long time = random.nextInt(20) == 0 ? random.nextInt(5000) : times.size() * 10L;
          append(log, text(seed + 1, "x".repeat(900), time));
          times.add(time);
        }
        fixture.workers.runAll();
        for (int start : new int[] {0, 70, 150, 399}) {
          log.trim(seed + 1, start);
          for (long time = -5; time < 5010; time += 15) {
            int first = start;
            while (first < times.size() && times.get(first) < time) {
              first++;
            }
            assertEquals(first, log.firstFrameSince(seed + 1, time), "seed " + seed);
          }
          long greatest = times.subList(start, 400).stream().max(Long::compare).orElseThrow();
          int expected = start + times.subList(start, 400).indexOf(greatest);
          assertEquals(expected, log.frameOfGreatestTimestamp(seed + 1), "seed " + seed);
        }
      }
    }
  }

  @Test
  void believesNoPositionThatNobodyGaveOut() throws IOException {
    long seed = 7;
    Random random = new Random(seed);
    Set<Long> real = new HashSet<>();
    try (Log log = fixture.open()) {
      for (int i = 0; i < 300; i++) {
        FrameDraft draft = i % 3 == 0 ? event("event " + i) : text(i % 5 + 1, "x".repeat(i));
        real.add(append(log, draft).position());
        if (i % 10 == 0) {
          forge(log, real);
        }
      }
      fixture.workers.runAll();
      for (long position = -200; position < log.endPosition() + 200; position++) {
        assertEquals(real.contains(position), isFrame(log, position), "position " + position);
      }
      for (int i = 0; i < 1000; i++) {
        assertFalse(isFrame(log, random.nextLong() | 1L << 40));
      }
      assertFalse(isFrame(log, Long.MIN_VALUE));
      assertFalse(isFrame(log, Long.MAX_VALUE));
    }
  }

  private static boolean isFrame(Log log, long position) {
    Optional<FrameRun> run = log.at(position);
    run.ifPresent(
        found -> {
          try (found) {
            assertEquals(position, found.frames().get(0).position());
          }
        });
    return run.isPresent();
  }

  /** Appends a frame whose payload is a whole frame, right in everything, for where it will lie. */
  private static void forge(Log log, Set<Long> real) {
    for (long queue : new long[] {Log.NO_QUEUE, 1}) {
      long inner = log.endPosition() + FrameFormat.HEADER_BYTES;
      ByteBuffer forged = ByteBuffer.allocate(FrameFormat.HEADER_BYTES + 8);
      forged.put(FrameFormat.KIND_AT, FrameKind.EVENT.code());
      forged.put(FrameFormat.VERSION_AT, FrameFormat.VERSION);
      forged.putInt(FrameFormat.EPOCH_AT, 1);
      forged.putLong(FrameFormat.QUEUE_AT, queue);
      forged.putLong(FrameFormat.POSITION_AT, inner);
      forged.putInt(FrameFormat.CHECKSUM_AT, FrameFormat.checksum(forged, 0, forged.limit()));
      forged.putInt(FrameFormat.LENGTH_AT, forged.limit());
      assertTrue(FrameFormat.isWhole(forged, 0, forged.limit(), inner));
      real.add(append(log, draft(9, 1, 0, forged)).position());
    }
  }

  @Test
  void knowsWhatIsInMemory() throws IOException {
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 3);
      long end = log.ends(1).end();
      assertFalse(log.isHot(1, 0, Long.MAX_VALUE, 1));
      assertTrue(log.isHot(1, end - 1, Long.MAX_VALUE, 1));
      assertTrue(log.isHot(1, end, Long.MAX_VALUE, 1));
      assertTrue(log.isHot(2, 0, Long.MAX_VALUE, 1));
      boolean before = false;
      for (long offset = 0; offset <= end; offset++) {
        boolean hot = log.isHot(1, offset, Long.MAX_VALUE, 1);
        assertTrue(hot || !before, "hot before " + offset + " but not there");
        before = hot;
      }
    }
  }

  @Test
  void storeTimestampsNeverDecrease() throws IOException {
    long first;
    try (Log log = fixture.open()) {
      first = append(log, text(1, "a")).storeTimestamp();
      fixture.clock.advance(-5000);
      assertEquals(first, append(log, text(1, "b")).storeTimestamp());
    }
    try (Log log = fixture.open()) {
      assertEquals(first, append(log, text(1, "c")).storeTimestamp());
    }
  }

  @Test
  void readsNothingAfterItWasClosed() throws IOException {
    Log log = fixture.open();
    long position = append(log, text(1, "a")).position();
    log.close();
    assertEquals(List.of(), texts(log, 1, 0));
    assertTrue(log.at(position).isEmpty());
    assertEquals(new AppendResult.Refused(AppendResult.Refusal.STOPPED), log.append(text(1, "b")));
    log.close();
  }

  @Test
  void memoryBehindTheEndIsLetGoOfUntilSomebodyReadsThere() throws IOException {
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 2);
      tick();
      assertEquals(2L * LogOnCrashDisk.SEGMENT, fixture.disk.unloadedBytes());
      tick();
      assertEquals(2L * LogOnCrashDisk.SEGMENT, fixture.disk.unloadedBytes());
      log.read(
              1, 0, (kind, base, records, size, tag, time) -> base == 0 ? Choice.TAKE : Choice.STOP)
          .close();
      tick();
      assertEquals(3L * LogOnCrashDisk.SEGMENT, fixture.disk.unloadedBytes());
    }
  }

  private void tick() {
    fixture.workers.tick();
    fixture.workers.runPreparations();
  }

  @Test
  void memoryBehindTheEndIsLetGoOfBetweenFlushesWhereMuchComes() throws IOException {
    try (Log log = fixture.open(128 << 20)) {
      String mebibyte = "x".repeat(1 << 20);
      for (int i = 0; i < 72; i++) {
        append(log, text(1, mebibyte));
        fixture.workers.runPreparations();
        assertTrue(log.endPosition() - fixture.disk.unloadedBytes() <= 65 << 20);
      }
      assertTrue(fixture.disk.unloadedBytes() > 0, "nothing was let go of");
    }
  }

  @Test
  void whatAnEarlierProcessSealedIsNotInMemory() throws IOException {
    long end;
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 2);
      end = log.ends(1).end();
      assertTrue(log.isHot(1, end - 20, Long.MAX_VALUE, 1));
    }
    try (Log log = fixture.open()) {
      assertFalse(log.isHot(1, end - 20, Long.MAX_VALUE, 1));
      assertTrue(log.isHot(1, end - 1, Long.MAX_VALUE, 1));
      assertTrue(log.isRecent(1, end - 20));
      assertFalse(log.isRecent(1, 0));
    }
  }
}
