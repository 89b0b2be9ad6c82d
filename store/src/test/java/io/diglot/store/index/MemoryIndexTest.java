package io.diglot.store.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room that was made in the index. */
class MemoryIndexTest {

  private static List<Long> queues(MemoryIndex index) {
    List<Long> queues = new ArrayList<>();
    index.forEachQueue(totals -> queues.add(totals.queue()));
    return queues;
  }

  @Test
  void roomAloneIsNotSeen() {
    MemoryIndex index = new MemoryIndex();
    index.reserve(7);
    assertEquals(0, index.entries(7).size());
    assertEquals(List.of(), queues(index));
  }

  @Test
  void roomIsUsedByTheFrameThatComes() {
    MemoryIndex index = new MemoryIndex();
    for (int offset = 0; offset < 100; offset++) {
      index.reserve(7);
      index.reserve(7);
      index.add(7, offset, 1, offset * 8, 8, (byte) 1, 0, offset, offset);
    }
    EntryList entries = index.entries(7);
    assertEquals(100, entries.size());
    assertEquals(99, entries.baseOffset(99));
    assertEquals(List.of(7L), queues(index));
  }
}
