package io.diglot.store;

import static io.diglot.store.Drafts.ALL;
import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.event;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.Log.QueueShare;
import io.diglot.store.Log.SealedSegment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole segments go, oldest first, and never under a reader. */
class RetentionTest {

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  @Test
  void dropsTheOldestAndMovesStartsForward() throws IOException {
    try (Log log = fixture.open()) {
      append(log, text(9, "only in the first"));
      fixture.fillSegments(log, 1, 3);
      int before = texts(log, 1, 0).size();
      assertEquals(2, log.retain(segment -> segment.endPosition() <= 2 * LogOnCrashDisk.SEGMENT));
      QueueEnds ends = log.ends(1);
      List<String> left = texts(log, 1, 0);
      assertEquals(before, ends.end());
      assertEquals(ends.end() - ends.start(), left.size());
      assertTrue(ends.start() > 0 && ends.start() < ends.end());
      assertEquals(new QueueEnds(1, 1), log.ends(9));
      assertEquals(2L * LogOnCrashDisk.SEGMENT, fixture.disk.segments().get(0));
      assertTrue(log.at(SegmentHeader.BYTES).isEmpty());
      fixture.kill();
      try (Log again = fixture.open()) {
        assertEquals(ends, again.ends(1));
        assertEquals(new QueueEnds(1, 1), again.ends(9));
        assertEquals(left, texts(again, 1, 0));
        assertEquals(1, append(again, text(9, "next")).baseOffset());
      }
    }
  }

  @Test
  void tellsThePolicyWhatIsThere() throws IOException {
    try (Log log = fixture.open()) {
      append(log, event("of no queue"));
      append(log, text(9, "four", 77));
      long storedAt = fixture.clock.millis();
      fixture.clock.advance(1000);
      fixture.fillSegments(log, 1, 2);
      List<SealedSegment> seen = new ArrayList<>();
      log.retain(
          segment -> {
            seen.add(segment);
            return false;
          });
      assertEquals(1, seen.size());
      SealedSegment first = seen.get(0);
      assertEquals(fixture.clock.millis(), first.sealedAt());
      assertEquals(List.of(1L, 9L), first.queues().stream().map(QueueShare::queue).toList());
      assertEquals(new QueueShare(9, 1, 77, storedAt, 4), first.queues().get(1));
      assertTrue(first.bytesFromHere() > 2 * first.sizeBytes());
    }
  }

  @Test
  void keepsWhatAViewNeedsAndTheActiveSegment() throws IOException {
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 1);
      long needed = append(log, event("needed")).position();
      fixture.view.need(needed);
      fixture.fillSegments(log, 1, 4);
      assertEquals(1, log.retain(segment -> true));
      assertTrue(log.at(needed).isPresent());
      fixture.view.need(Long.MAX_VALUE);
      assertEquals(3, log.retain(segment -> true));
      assertTrue(log.at(needed).isEmpty());
      assertEquals(0, log.retain(segment -> true));
      assertEquals(4L * LogOnCrashDisk.SEGMENT, fixture.disk.segments().get(0));
    }
    // The only snapshot left is the one at the beginning of the only segment left.
    try (Log log = fixture.open()) {
      assertEquals(log.ends(1).end() - log.ends(1).start(), texts(log, 1, 0).size());
    }
  }

  @Test
  void leavesReadersTheirMemory() throws IOException {
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 2);
      FrameRun run = log.read(1, 0, ALL);
      int closedBefore = fixture.disk.closedFiles();
      assertEquals(2, log.retain(segment -> true));
      assertEquals(closedBefore, fixture.disk.closedFiles());
      assertTrue(Drafts.text(run.frames().get(0)).endsWith("x0"));
      run.close();
      assertEquals(closedBefore + 2, fixture.disk.closedFiles());
      run.close();
      assertEquals(closedBefore + 2, fixture.disk.closedFiles());
    }
  }

  @Test
  void trimsUpToTheEndAndNeverBack() throws IOException {
    try (Log log = fixture.open()) {
      append(log, text(1, "a"));
      append(log, text(1, "b"));
      log.trim(1, 1);
      log.trim(1, 0);
      assertEquals(List.of("b"), texts(log, 1, 0));
      assertEquals(1, log.firstFrameSince(1, Long.MIN_VALUE));
      log.trim(1, 100);
      assertEquals(new QueueEnds(2, 2), log.ends(1));
      assertEquals(-1, log.frameOfGreatestTimestamp(1));
      log.trim(2, 5);
      assertEquals(QueueEnds.EMPTY, log.ends(2));
    }
  }
}
