package io.diglot.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.store.index.SegmentIndex.QueueTotals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The index in a file says what the index in memory said. */
class SealedIndexTest {

  private static SealedIndex sealed(MemoryIndex memory) {
    ByteBuffer content = SealedIndex.encode(memory, 4096, 12345, 99);
    SealedIndex sealed = SealedIndex.of(content, 4096).orElseThrow();
    assertTrue(sealed.hasSoundEntries());
    assertTrue(SealedIndex.of(content, 8192).isEmpty());
    return sealed;
  }

  private static List<QueueTotals> totals(SegmentIndex index) {
    List<QueueTotals> totals = new ArrayList<>();
    index.forEachQueue(totals::add);
    totals.sort(Comparator.comparing(QueueTotals::queue));
    return totals;
  }

  private static List<List<Long>> words(EntryList entries) {
    List<List<Long>> all = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      List<Long> words = new ArrayList<>();
      for (int field = 0; field < EntryList.WORDS; field++) {
        words.add(entries.word(i, field));
      }
      all.add(words);
    }
    return all;
  }

  private static void assertCursorAgrees(EntryList entries) {
    EntryCursor cursor = entries.cursor();
    for (int i = 0; i < entries.size(); i++) {
      cursor.moveTo(i);
      assertEquals(entries.baseOffset(i), cursor.baseOffset());
      assertEquals(entries.endOffset(i), cursor.endOffset());
      assertEquals(entries.place(i), cursor.place());
      assertEquals(entries.greatestTimestamp(i), cursor.greatestTimestamp());
    }
  }

  @Test
  void equalsTheIndexInMemory() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      MemoryIndex memory = new MemoryIndex();
      long[] next = new long[50];
      Set<Long> queues = new HashSet<>();
      for (int i = 0; i < 500; i++) {
        int number = random.nextInt(50);
        long queue = number * 0x1234567890ABL - 5;
        int count = 1 + random.nextInt(5);
        memory.add(queue, next[number], count, i * 8, i, (byte) 2, i, random.nextInt(1000), i);
        next[number] += count;
        queues.add(queue);
      }
      SealedIndex sealed = sealed(memory);
      assertEquals(totals(memory), totals(sealed), "seed " + seed);
      for (long queue : queues) {
        assertEquals(words(memory.entries(queue)), words(sealed.entries(queue)), "seed " + seed);
        assertCursorAgrees(memory.entries(queue));
        assertCursorAgrees(sealed.entries(queue));
      }
      assertSame(EntryList.EMPTY, sealed.entries(1));
      assertEquals(12345, sealed.dataEnd());
      assertEquals(99, sealed.sealedAt());
    }
  }

  @Test
  void holdsTheGreatestValues() {
    MemoryIndex memory = new MemoryIndex();
    int place = (1 << 30) - 8;
    int length = (1 << 30) - 1;
    memory.add(
        Long.MIN_VALUE,
        Long.MAX_VALUE - Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        place,
        length,
        (byte) 127,
        -1,
        Long.MIN_VALUE,
        Long.MAX_VALUE);
    for (SegmentIndex index : List.of(memory, sealed(memory))) {
      EntryList entries = index.entries(Long.MIN_VALUE);
      assertEquals(Long.MAX_VALUE - Integer.MAX_VALUE, entries.baseOffset(0));
      assertEquals(Long.MAX_VALUE, entries.endOffset(0));
      assertEquals(place, entries.place(0));
      EntryCursor entry = entries.cursor();
      entry.moveTo(0);
      assertEquals(Long.MAX_VALUE - Integer.MAX_VALUE, entry.baseOffset());
      assertEquals(Long.MAX_VALUE, entry.endOffset());
      assertEquals(place, entry.place());
      assertEquals(length, entry.payloadLength());
      assertEquals(127, entry.kind());
      assertEquals(Integer.MAX_VALUE, entry.recordCount());
      assertEquals(-1, entry.tagHash());
      assertEquals(Long.MIN_VALUE, entry.greatestTimestamp());
    }
  }
}
