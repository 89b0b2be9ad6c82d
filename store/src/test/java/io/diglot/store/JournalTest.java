package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.AppendResult.Appended;
import io.diglot.store.LogConfig.Durability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is made durable in the journal before it is in the log. {@link CrashTest} lets it count. */
class JournalTest {

  /** With segments of 64 KiB an area of the journal has 16. */
  private static final int AREA = LogOnCrashDisk.SEGMENT / 4;

  /** How many entries fit into an area: that of one small frame takes a block. */
  private static final int ENTRIES = AREA / JournalFormat.BLOCK_BYTES;

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();
  private final List<Boolean> answers = new ArrayList<>();

  /** Appends a text and lets it become durable. */
  private void appendDurably(Log log, String text) {
    Appended appended = append(log, text(1, text));
    log.whenDurable(appended.endPosition(), answers::add);
    fixture.workers.runFlushes();
    assertTrue(answers.get(answers.size() - 1));
  }

  @Test
  void theLogIsForcedBehindAFullAreaAndOnlyThen() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      fixture.workers.runAll();
      int forces = fixture.disk.forces();
      for (int i = 0; i < ENTRIES; i++) {
        appendDurably(log, "in the first area");
      }
      fixture.workers.runPreparations();
      assertEquals(forces, fixture.disk.forces());
      appendDurably(log, "in the second");
      fixture.workers.runPreparations();
      assertEquals(forces + 1, fixture.disk.forces());
    }
  }

  @Test
  void anAppendWaitsForTheLogWhenBothAreasAreFull() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      fixture.workers.runAll();
      int forces = fixture.disk.forces();
      for (int i = 0; i < 2 * ENTRIES; i++) {
        appendDurably(log, "one of two areas");
      }
      assertEquals(forces, fixture.disk.forces());
      appendDurably(log, "one too many");
      assertEquals(forces + 1, fixture.disk.forces());
    }
  }

  @Test
  void whatFitsIntoNoAreaIsForcedInTheLog() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      fixture.workers.runAll();
      int forces = fixture.disk.forces();
      int writes = fixture.disk.journalWrites();
      appendDurably(log, "x".repeat(AREA));
      assertEquals(forces + 1, fixture.disk.forces());
      assertEquals(writes, fixture.disk.journalWrites());
      appendDurably(log, "small again");
      assertEquals(writes + 1, fixture.disk.journalWrites());
    }
  }

  @Test
  void aFailedForceBehindStopsTheLog() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      fixture.workers.runAll();
      for (int i = 0; i <= ENTRIES; i++) {
        appendDurably(log, "an entry");
      }
      fixture.disk.failNextForce();
      fixture.workers.runPreparations();
      assertFalse(log.isWritable());
      log.whenDurable(log.endPosition(), answers::add);
      assertFalse(answers.get(answers.size() - 1));
    }
  }

  @Test
  void anOwnerWithoutAJournalRemovesIt() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      appendDurably(log, "a");
      assertTrue(fixture.disk.journal().isPresent());
    }
    try (Log log = fixture.open(Durability.ASYNC_FLUSH)) {
      assertTrue(fixture.disk.journal().isEmpty());
      assertEquals(List.of("a"), texts(log, 1, 0));
    }
  }

  @Test
  void whatTheJournalHoldsCountsOnlyUntilTheNextOwnerBegins() throws IOException {
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      appendDurably(log, "a");
      appendDurably(log, "b");
    }
    int secondBody = SegmentHeader.BYTES + FrameFormat.footprint(1) + FrameFormat.HEADER_BYTES;
    fixture.open(Durability.SYNC_FLUSH).close();
    fixture.disk.damage(0, secondBody);
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      assertEquals(List.of("a"), texts(log, 1, 0), "the journal of an earlier owner is no backup");
      appendDurably(log, "c");
    }
    fixture.kill();
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      assertEquals(List.of("a", "c"), texts(log, 1, 0));
    }
  }

  @Test
  void withoutRoomForAJournalTheLogIsForced() throws IOException {
    fixture.open(Durability.ASYNC_FLUSH).close();
    fixture.disk.room(AREA);
    try (Log log = fixture.open(Durability.SYNC_FLUSH)) {
      assertTrue(fixture.disk.journal().isEmpty());
      fixture.disk.room(Long.MAX_VALUE);
      int forces = fixture.disk.forces();
      appendDurably(log, "a");
      assertEquals(forces + 1, fixture.disk.forces());
    }
  }
}
