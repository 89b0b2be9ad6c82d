package io.diglot.store.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.SegmentStore.Companion;
import io.diglot.store.SegmentStore.Content;
import io.diglot.store.SegmentStore.JournalFile;
import io.diglot.store.SegmentStore.NoRoomException;
import io.diglot.store.SegmentStore.Ownership;
import io.diglot.store.SegmentStore.SegmentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments as files. */
class LocalSegmentsTest {

  @TempDir Path directory;

  @Test
  void countsEpochsAndTellsWhetherTheLastOwnerReleased() throws IOException {
    try (LocalSegments store = LocalSegments.in(directory)) {
      assertEquals(new Ownership(1, true, 0), store.takeOver());
    }
    try (LocalSegments store = LocalSegments.in(directory)) {
      assertEquals(new Ownership(2, false, 0), store.takeOver());
      store.release(4711);
    }
    try (LocalSegments store = LocalSegments.in(directory);
        LocalSegments intruder = LocalSegments.in(directory)) {
      assertEquals(new Ownership(3, true, 4711), store.takeOver());
      assertThrows(IOException.class, intruder::takeOver);
    }
    Files.writeString(directory.resolve("owner"), "nonsense");
    try (LocalSegments store = LocalSegments.in(directory)) {
      assertThrows(IOException.class, store::takeOver);
    }
  }

  @Test
  void keepsSegmentsAndCompanionsApart() throws IOException {
    Files.writeString(directory.resolve("00000000000000000064.index.tmp"), "half");
    Files.writeString(directory.resolve("notes.txt"), "somebody's");
    try (LocalSegments store = LocalSegments.in(directory)) {
      store.takeOver();
      try (SegmentFile file = store.create(8192, 8192)) {
        file.allocate(0, 4096, 4096);
        file.memory().putLong(16, 5);
        file.force(0, 24);
        file.force(24, 24);
      }
      assertThrows(IOException.class, () -> store.create(8192, 8192));
      try (SegmentFile file = store.open(8192)) {
        assertEquals(8192, file.size());
        assertEquals(5, file.memory().getLong(16));
        store.delete(8192);
        assertEquals(5, file.memory().getLong(16));
      }
      store.write(Companion.INDEX, 64, ByteBuffer.wrap(new byte[] {1, 2}));
      store.write(Companion.INDEX, 64, ByteBuffer.wrap(new byte[] {3}));
      store.write(Companion.SNAPSHOT, 128, ByteBuffer.allocate(0));
      assertEquals(List.of(), store.segments());
      assertEquals(List.of(64L), store.companions(Companion.INDEX));
      assertEquals(List.of(128L), store.companions(Companion.SNAPSHOT));
      try (Content content = store.read(Companion.INDEX, 64)) {
        assertEquals(ByteBuffer.wrap(new byte[] {3}), content.bytes());
      }
      store.delete(Companion.INDEX, 64);
      store.delete(Companion.INDEX, 64);
      store.delete(8192);
      assertEquals(List.of(), store.companions(Companion.INDEX));
    }
    assertFalse(Files.exists(directory.resolve("00000000000000000064.index.tmp")));
    assertEquals("somebody's", Files.readString(directory.resolve("notes.txt")));
  }

  @Test
  void keepsAJournalOfOneSize() throws IOException {
    try (LocalSegments store = LocalSegments.in(directory)) {
      store.takeOver();
      assertTrue(store.readJournal().isEmpty());
      try (JournalFile journal = store.openJournal(8192)) {
        journal.write(4096, ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3}));
        journal.write(8190, ByteBuffer.wrap(new byte[] {4, 5}));
      }
      ByteBuffer expected = ByteBuffer.allocate(8192);
      expected.put(4096, new byte[] {1, 2, 3}).put(8190, new byte[] {4, 5});
      store.openJournal(8192).close();
      assertEquals(expected, journalOf(store));
      store.openJournal(4096).close();
      assertEquals(ByteBuffer.allocate(4096), journalOf(store), "made anew in another size");
      assertEquals(List.of(), store.segments());
      store.deleteJournal();
      store.deleteJournal();
      assertTrue(store.readJournal().isEmpty());
    }
  }

  private static ByteBuffer journalOf(LocalSegments store) throws IOException {
    try (Content content = store.readJournal().orElseThrow()) {
      return ByteBuffer.allocate(content.bytes().limit())
          .put(0, content.bytes(), 0, content.bytes().limit());
    }
  }

  @Test
  void tellsAFullDiskFromABrokenOne() {
    Path file = directory.resolve("file");
    IOException full = new IOException("No space left on device");
    assertInstanceOf(NoRoomException.class, DiskRoom.explain(full, file, 1));
    IOException quota = new IOException("Disk quota exceeded");
    assertInstanceOf(NoRoomException.class, DiskRoom.explain(quota, file, 1));
    IOException broken = new IOException("Input/output error");
    assertSame(broken, DiskRoom.explain(broken, file, 1));
    assertInstanceOf(NoRoomException.class, DiskRoom.explain(broken, file, Long.MAX_VALUE));
  }

  @Test
  void whatIsUnloadedIsStillThereButNotInMemory() throws IOException {
    int size = 8 << 20;
    try (LocalSegments store = LocalSegments.in(directory)) {
      store.takeOver();
      try (SegmentFile file = store.create(8192, size)) {
        file.allocate(0, size, 4096);
        file.memory().putLong(4096, 5);
        assertTrue(MappedMemory.takesAdvice());
        assertTrue(residentKibibytes() >= size / 1024);
        file.willNeed(4097, size);
        assertTrue(residentKibibytes() >= size / 1024);
        file.unload(0, size);
        assertEquals(0, residentKibibytes());
        assertEquals(5, file.memory().getLong(4096));
        file.load(1, size);
        assertTrue(residentKibibytes() >= size / 1024);
      }
    }
  }

  @Test
  void allocatesZerosFromAnywhereToAnywhereAndNothingElse() throws IOException {
    int size = 6 << 20;
    int from = 100;
    int to = (5 << 20) + 7;
    for (int piece : new int[] {4096, 16 << 10, 2 << 20}) {
      try (LocalSegments store = LocalSegments.in(directory.resolve("pieces-" + piece))) {
        store.takeOver();
        try (SegmentFile file = store.create(8192, size)) {
          ByteBuffer expected = ByteBuffer.allocate(size);
          Arrays.fill(expected.array(), (byte) 1);
          file.memory().put(0, expected, 0, size);
          file.allocate(from, to, piece);
          Arrays.fill(expected.array(), from, to, (byte) 0);
          assertEquals(-1, expected.mismatch(file.memory()), "pieces of " + piece);
        }
      }
    }
  }

  /** What of the mapped segments is resident, by Linux's own account. */
  private long residentKibibytes() throws IOException {
    long sum = 0;
    boolean isSegment = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        isSegment = line.contains(directory.toString()) && line.endsWith(".segment");
      } else if (isSegment && line.startsWith("Rss:")) {
        sum += Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    return sum;
  }
}
