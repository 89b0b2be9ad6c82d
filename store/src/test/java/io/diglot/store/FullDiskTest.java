package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.AppendResult.Refusal;
import io.diglot.store.AppendResult.Refused;
import io.diglot.store.LogConfig.Durability;
import io.diglot.store.SegmentStore.Companion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A full disk passes, a broken one does not. */
class FullDiskTest {

  private static final String KILOBYTE = "x".repeat(1000);

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  private static int appendUntilRefused(Log log, Refusal expected) {
    int appended = 0;
    while (true) {
      AppendResult result = log.append(text(1, KILOBYTE));
      if (result instanceof Refused refused) {
        assertEquals(expected, refused.refusal());
        return appended;
      }
      appended++;
    }
  }

  @Test
  void refusesWhenFullServesReadsAndHeals() throws IOException {
    fixture.disk.room(100_000);
    try (Log log = fixture.open()) {
      int appended = appendUntilRefused(log, Refusal.DISK_FULL);
      assertTrue(appended > 50);
      assertTrue(log.isWritable());
      assertEquals(appended, texts(log, 1, 0).size());
      fixture.workers.runAll();
      assertEquals(List.of(), fixture.disk.companions(Companion.INDEX));

      fixture.disk.room(1_000_000);
      assertEquals(new Refused(Refusal.DISK_FULL), log.append(text(1, KILOBYTE)));
      fixture.clock.advance(100);
      assertEquals(appended, append(log, text(1, KILOBYTE + "now")).baseOffset());
      fixture.workers.tick();
      fixture.workers.runAll();
      assertEquals(1, fixture.disk.companions(Companion.INDEX).size());
    }
    try (Log log = fixture.open()) {
      assertEquals(KILOBYTE + "now", texts(log, 1, 0).get((int) log.ends(1).end() - 1));
    }
  }

  @Test
  void makesRoomByRetention() throws IOException {
    fixture.disk.room(250_000);
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 2);
      appendUntilRefused(log, Refusal.DISK_FULL);
      assertEquals(1, log.retain(segment -> segment.endPosition() <= LogOnCrashDisk.SEGMENT));
      fixture.clock.advance(100);
      append(log, text(1, "room again"));
    }
  }

  @Test
  void stopsAtAFailedForceAndNeverRetriesIt() throws IOException {
    List<Boolean> answers = new ArrayList<>();
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      fixture.disk.failNextForce();
      log.whenDurable(append(log, text(1, "a")).endPosition(), answers::add);
      log.whenDurable(append(log, text(1, "b")).endPosition(), answers::add);
      assertEquals(List.of(), answers);
      fixture.workers.runFlushes();
      assertEquals(List.of(false, false), answers);
      assertFalse(log.isWritable());
      assertEquals(new Refused(Refusal.STOPPED), log.append(text(1, "c")));
      assertEquals(List.of("a", "b"), texts(log, 1, 0));
      log.whenDurable(log.endPosition(), answers::add);
      assertEquals(List.of(false, false, false), answers);
      int forces = fixture.disk.forces() + fixture.disk.journalWrites();
      fixture.workers.tick();
      fixture.workers.runAll();
      assertEquals(forces, fixture.disk.forces() + fixture.disk.journalWrites());
    }
    try (Log log = fixture.open()) {
      assertFalse(log.recovery().clean());
    }
  }

  @Test
  void oneWriteServesAllWhoWait() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        int number = i;
        long end = append(log, text(i + 1, "a")).endPosition();
        log.whenDurable(end, durable -> order.add(durable ? number : -1));
      }
      int forces = fixture.disk.forces();
      int writes = fixture.disk.journalWrites();
      fixture.workers.runFlushes();
      assertEquals(writes + 1, fixture.disk.journalWrites());
      assertEquals(forces, fixture.disk.forces());
      List<Integer> expected = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        expected.add(i);
      }
      assertEquals(expected, order);
    }
  }

  @Test
  void refusesWhatFitsIntoNoSegment() throws IOException {
    try (Log log = fixture.open()) {
      int most = LogOnCrashDisk.SEGMENT - SegmentHeader.BYTES - FrameFormat.HEADER_BYTES;
      assertEquals(new Refused(Refusal.TOO_LARGE), log.append(text(1, "x".repeat(most + 1))));
      append(log, text(1, "x".repeat(most)));
      append(log, text(1, "x".repeat(most)));
      assertEquals(
          new Refused(Refusal.TOO_LARGE),
          log.append(List.of(text(1, "x".repeat(most / 2)), text(1, "x".repeat(most / 2)))));
      assertEquals(2, texts(log, 1, 0).size());
    }
  }
}
