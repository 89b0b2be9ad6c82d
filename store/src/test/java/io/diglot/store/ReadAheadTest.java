package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.FrameSelector.Choice;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/** What is brought into memory once somebody has read old data. */
class ReadAheadTest {

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  @Test
  void twiceAsMuchAsWasReadFromTheDiskIsReadAhead() throws IOException {
    fillForReadingAhead(130, 30_000);
    try (Log log = fixture.open()) {
      assertEquals(ranges(log, 1, 10, 30), loadedAfter(log, 1, 0, 10));
      assertEquals(ranges(log, 1, 30, 40), loadedAfter(log, 1, 10, 10));
      assertEquals(ranges(log, 1, 40, 80), loadedAfter(log, 1, 20, 20));
      assertEquals("{}", loadedAfter(log, 1, 40, 5), "loaded more than two windows ahead");
      assertEquals("{}", ranges(fixture.disk.takeAsked()));
      long end = log.ends(1).end();
      assertEquals("{}", loadedAfter(log, 1, end - 1, 1), "read ahead where it was hot");
    }
  }

  @Test
  void muchIsReadAheadNowAndThenForWhoGoesOnReadingLittle() throws IOException {
    fillForReadingAhead(60, 1000);
    try (Log log = fixture.open()) {
      assertEquals(ranges(log, 1, 10, 30), loadedAfter(log, 1, 0, 10));
      assertEquals(ranges(log, 1, 30, 20 + 525), loadedAfter(log, 1, 10, 10));
      for (int from = 20; from < 280; from += 10) {
        assertTrue(log.isHot(1, from, from + 10, 1 << 20));
        read(log, 1, from, 10).close();
        assertEquals(0, fixture.workers.waitingReadAheads(), "after " + from);
      }
      assertEquals(ranges(log, 1, 545, 290 + 525), loadedAfter(log, 1, 280, 10));
      assertEquals("{}", loadedAfter(log, 1, 0, 5), "loaded again what just was");
      fixture.clock.advance(10_001);
      assertEquals(ranges(log, 1, 300, 320), loadedAfter(log, 1, 290, 10), "forgotten by now");
    }
  }

  @Test
  void whatWasReadAheadIsInMemoryUntilItWasReadOrSomeTimePassed() throws IOException {
    fillForReadingAhead();
    try (Log log = fixture.open()) {
      loadedAfter(log, 1, 0, 10);
      assertTrue(log.isHot(1, 10, Long.MAX_VALUE, 20_000));
      assertFalse(log.isHot(1, 10, Long.MAX_VALUE, 21_000), "more than was loaded");
      assertFalse(log.isHot(1, 11, Long.MAX_VALUE, 1), "nobody who read ended there");
      loadedAfter(log, 1, 10, 5);
      assertFalse(log.isHot(1, 10, Long.MAX_VALUE, 1));
      assertTrue(log.isHot(1, 15, Long.MAX_VALUE, 15_000));
      fixture.clock.advance(10_001);
      assertFalse(log.isHot(1, 15, Long.MAX_VALUE, 1));
    }
  }

  @Test
  void whatWasCheckedAheadIsNotCheckedAgainForTheSameReader() throws IOException {
    fillForReadingAhead();
    try (Log log = fixture.open()) {
      loadedAfter(log, 1, 0, 10);
      damage(frame(log, 1, 12));
      assertEquals(List.of(10L, 11L, 12L, 13L), offsets(log, 10, 14));
      assertEquals(List.of(11L, 13L), offsets(log, 11, 14), "not checked for another reader");
    }
  }

  @Test
  void whatIsDamagedIsPassedOverWhereItWasReadAhead() throws IOException {
    fillForReadingAhead();
    try (Log log = fixture.open()) {
      damage(frame(log, 1, 12));
      loadedAfter(log, 1, 0, 10);
      assertTrue(log.isHot(1, 10, Long.MAX_VALUE, 2_000));
      assertFalse(log.isHot(1, 10, Long.MAX_VALUE, 2_001));
      assertEquals(List.of(10L, 11L, 13L), offsets(log, 10, 14));
    }
  }

  private void damage(Frame frame) {
    fixture.disk.damage(0, (int) frame.position() + FrameFormat.HEADER_BYTES);
  }

  /** The frames that are read, by their offsets. Not closed, so that nothing is read ahead. */
  private static List<Long> offsets(Log log, long from, long to) {
    return log.read(1, from, upTo(to)).frames().stream().map(Frame::baseOffset).toList();
  }

  @Test
  void framesFarApartAreAskedForBeforeTheFirstIsLoaded() throws IOException {
    fillForReadingAhead();
    try (Log log = fixture.open()) {
      assertEquals(ranges(log, 2, 2, 6), loadedAfter(log, 2, 0, 2));
      // Each segment's part by itself; the next two stand alone in theirs.
      assertEquals(ranges(log, 2, 2, 4), ranges(fixture.disk.takeAsked()));
    }
  }

  @Test
  void whereReadersWantMuchOfTheLogItIsLoadedWithoutGaps() throws IOException {
    try (Log log = fixture.open()) {
      for (int i = 0; log.endPosition() < 3 * LogOnCrashDisk.SEGMENT; i++) {
        append(log, text(1 + i % 10, "x".repeat(4000)));
      }
      fixture.workers.runAll();
    }
    try (Log log = fixture.open()) {
      // The first two frames of the second segment; their queues have another one each in it.
      Frame first = frameFrom(log, LogOnCrashDisk.SEGMENT);
      Frame second = frameFrom(log, first.position() + 1);
      long offset = first.baseOffset();
      String apart =
          ranges(log, first.queue(), offset, offset + 1)
              .replace("}", ", ")
              .concat(ranges(log, first.queue(), offset + 1, offset + 2).substring(1));
      assertEquals(apart, loadedAfter(log, first.queue(), offset - 1, 1));
      Frame last = frame(log, second.queue(), second.baseOffset() + 1);
      BitSet together = new BitSet();
      together.set(
          (int) second.position(), (int) last.position() + 4000 + FrameFormat.HEADER_BYTES);
      assertEquals(ranges(together), loadedAfter(log, second.queue(), second.baseOffset() - 1, 1));
    }
  }

  @Test
  void whatWasLoadedWithoutGapsIsLoadedAgainForWhoReadsItMuchLater() throws IOException {
    try (Log log = fixture.open()) {
      while (log.endPosition() < 3 * LogOnCrashDisk.SEGMENT) {
        append(log, text(1, "x".repeat(4000)));
      }
      fixture.workers.runAll();
    }
    try (Log log = fixture.open()) {
      assertEquals(ranges(log, 1, 2, 6), loadedAfter(log, 1, 0, 2));
      fixture.clock.advance(10_001);
      assertEquals(ranges(log, 1, 2, 6), loadedAfter(log, 1, 0, 2));
    }
  }

  private static Frame frameFrom(Log log, long position) {
    for (long at = (position + 7) & -8; ; at += 8) {
      Optional<FrameRun> found = log.at(at);
      if (found.isPresent()) {
        try (FrameRun run = found.get()) {
          return run.frames().get(0);
        }
      }
    }
  }

  private static Frame frame(Log log, long queue, long offset) {
    // Not closed, so that nothing is read ahead for it.
    return log.read(queue, offset, upTo(offset + 1)).frames().get(0);
  }

  /** Queue 1 gets one frame in three, and what lies between is loaded along; queue 2 gets few. */
  private void fillForReadingAhead() throws IOException {
    fillForReadingAhead(6, 1000);
  }

  private void fillForReadingAhead(int segments, int bytes) throws IOException {
    try (Log log = fixture.open()) {
      for (int i = 0; log.endPosition() < segments * (long) LogOnCrashDisk.SEGMENT; i++) {
        append(log, text(i % 40 == 0 ? 2 : i % 3 == 0 ? 1 : 3, "x".repeat(bytes)));
      }
      fixture.workers.runAll();
    }
  }

  /** The positions that are loaded once some frames were read and given back. */
  private String loadedAfter(Log log, long queue, long from, int frames) {
    FrameRun run = read(log, queue, from, frames);
    fixture.workers.runReadAheads();
    assertTrue(fixture.disk.takeLoaded().isEmpty());
    run.close();
    run.close();
    fixture.workers.runReadAheads();
    return ranges(fixture.disk.takeLoaded());
  }

  private static FrameRun read(Log log, long queue, long from, int frames) {
    return log.read(queue, from, upTo(from + frames));
  }

  /** The positions of some frames, and of what lies between two of a segment if it is little. */
  private static String ranges(Log log, long queue, long from, long to) {
    BitSet positions = new BitSet();
    int end = 0;
    // Not closed, so that nothing is read ahead for it.
    for (Frame frame : log.read(queue, from, upTo(to)).frames()) {
      int position = (int) frame.position();
      boolean joined =
          end > 0
              && position / LogOnCrashDisk.SEGMENT == end / LogOnCrashDisk.SEGMENT
              && position - end <= 32 << 10;
      int next = position + FrameFormat.HEADER_BYTES + frame.payload().remaining();
      positions.set(joined ? end : position, next);
      end = next;
    }
    return ranges(positions);
  }

  private static String ranges(BitSet positions) {
    StringJoiner text = new StringJoiner(", ", "{", "}");
    for (int from = positions.nextSetBit(0); from >= 0; ) {
      int to = positions.nextClearBit(from);
      text.add(from + " to " + to);
      from = positions.nextSetBit(to);
    }
    return text.toString();
  }

  private static FrameSelector upTo(long end) {
    return (kind, base, records, size, tag, time) -> base < end ? Choice.TAKE : Choice.STOP;
  }
}
