package io.diglot.store;

import static io.diglot.store.Drafts.append;
import static io.diglot.store.Drafts.event;
import static io.diglot.store.Drafts.text;
import static io.diglot.store.Drafts.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.SegmentStore.Companion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bits that flipped on the disk: found, reported, passed over, never believed, never cut off. */
class DamageTest {

  private final LogOnCrashDisk fixture = new LogOnCrashDisk();

  private List<String> fill(int segments) throws IOException {
    try (Log log = fixture.open()) {
      append(log, event("an event"));
      fixture.fillSegments(log, 1, segments);
      return texts(log, 1, 0);
    }
  }

  private long placeOf(int frame) throws IOException {
    try (Log log = fixture.open();
        FrameRun run = log.read(1, frame, Drafts.ALL)) {
      return run.frames().get(0).position();
    }
  }

  @Test
  void passesOverADamagedSealedFrame() throws IOException {
    List<String> expected = new ArrayList<>(fill(2));
    long position = placeOf(3);
    fixture.disk.damage(0, (int) position + FrameFormat.HEADER_BYTES + 5);
    expected.remove(3);
    try (Log log = fixture.open()) {
      assertEquals(expected, texts(log, 1, 0));
      assertTrue(log.at(position).isEmpty());
      assertTrue(log.ends(1).end() > expected.size());
    }
  }

  @Test
  void replaysSealedDataAroundADamagedFrame() throws IOException {
    List<String> expected = new ArrayList<>(fill(2));
    long position = placeOf(3);
    fixture.disk.damage(0, (int) position + FrameFormat.LENGTH_AT);
    for (long snapshot : fixture.disk.companions(Companion.SNAPSHOT)) {
      fixture.disk.lose(Companion.SNAPSHOT, snapshot);
    }
    expected.remove(3);
    try (Log log = fixture.open()) {
      assertEquals(1, log.recovery().damagedFrames());
      assertEquals(expected.size() + 1, log.recovery().replayedFrames());
      assertEquals(expected, texts(log, 1, 0));
    }
  }

  @Test
  void rebuildsADamagedIndexWhicheverPartItIs() throws IOException {
    List<String> expected = fill(2);
    String view = fixture.view.toString();
    CrashDisk sound = fixture.disk;
    int bytes = fixture.disk.size(Companion.INDEX, 0);
    for (int place = 0; place < bytes; place += place < 300 ? 1 : 97) {
      fixture.disk = sound.killed();
      fixture.disk.damage(Companion.INDEX, 0, place);
      try (Log log = fixture.open()) {
        assertEquals(expected, texts(log, 1, 0), "damaged at " + place);
        assertEquals(view, fixture.view.toString());
      }
    }
  }

  @Test
  void rebuildsALostIndex() throws IOException {
    List<String> expected = fill(3);
    fixture.disk.lose(Companion.INDEX, LogOnCrashDisk.SEGMENT);
    try (Log log = fixture.open()) {
      assertEquals(expected, texts(log, 1, 0));
    }
    assertEquals(3, fixture.disk.companions(Companion.INDEX).size());
  }

  @Test
  void usesAnOlderSnapshotOrNone() throws IOException {
    fill(3);
    String view = fixture.view.toString();
    List<Long> snapshots = fixture.disk.companions(Companion.SNAPSHOT);
    assertEquals(2, snapshots.size());
    for (int i = 1; i >= 0; i--) {
      fixture.disk.damage(Companion.SNAPSHOT, snapshots.get(i), 30);
      try (Log log = fixture.open()) {
        assertEquals(view, fixture.view.toString());
        assertTrue(log.recovery().replayedFrames() > 10);
      }
    }
  }

  @Test
  void refusesToInventViews() throws IOException {
    try (Log log = fixture.open()) {
      fixture.fillSegments(log, 1, 3);
      log.retain(segment -> segment.endPosition() <= LogOnCrashDisk.SEGMENT);
    }
    for (long snapshot : fixture.disk.companions(Companion.SNAPSHOT)) {
      fixture.disk.lose(Companion.SNAPSHOT, snapshot);
    }
    IOException refused = assertThrows(IOException.class, fixture::open);
    assertTrue(refused.getMessage().contains("cannot be rebuilt"), refused.getMessage());
  }

  @Test
  void cutsTheTornEndOfTheNewestSegment() throws IOException {
    long torn;
    try (Log log = fixture.open()) {
      append(log, text(1, "a"));
      torn = append(log, text(1, "b")).position();
      append(log, text(1, "c"));
      fixture.kill();
    }
    fixture.disk.damage(0, (int) torn + FrameFormat.HEADER_BYTES);
    try (Log log = fixture.open()) {
      assertFalse(log.recovery().clean());
      assertEquals(2L * FrameFormat.footprint(1), log.recovery().cutBytes());
      assertEquals(List.of("a"), texts(log, 1, 0));
      assertEquals(torn, append(log, text(1, "B")).position());
      fixture.kill();
    }
    // What stood behind the cut must not come back behind the new frame.
    try (Log log = fixture.open()) {
      assertEquals(List.of("a", "B"), texts(log, 1, 0));
    }
  }

  @Test
  void neverTakesFramesOfAnEarlierLifeForNewOnes() throws IOException {
    // The disk kept an old frame where it should hold zeros: its epoch gives it away.
    byte[] old;
    long second;
    try (Log log = fixture.open()) {
      append(log, text(1, "a"));
      second = append(log, text(1, "b")).position();
      old = fixture.disk.bytes(0, (int) second, FrameFormat.footprint(1));
    }
    fixture.disk = new CrashDisk(new java.util.Random(2));
    fixture.open().close();
    try (Log log = fixture.open()) {
      append(log, text(1, "A"));
      fixture.disk.put(0, (int) second, old);
      fixture.kill();
    }
    try (Log log = fixture.open()) {
      assertEquals(List.of("A"), texts(log, 1, 0));
      assertTrue(log.recovery().cutBytes() > 0);
    }
  }
}
