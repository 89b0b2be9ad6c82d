package io.diglot.store;

import io.diglot.store.JournalFormat.Entry;
import io.diglot.store.SegmentStore.Content;
import io.diglot.store.SegmentStore.SegmentFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the journal holds back to the segments that lack it, before they are recovered. May
 * be done again: the journal stays as it is.
 */
final class JournalReplay implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalReplay.class);

  private final SegmentStore store;
  private final Set<Long> bases;
  private final Map<Long, SegmentFile> files = new HashMap<>();
  private long bytes;

  private JournalReplay(SegmentStore store) throws IOException {
    this.store = store;
    this.bases = new HashSet<>(store.segments());
  }

  /** Replays the journal of a store, if it has one. What it brought back is forced at return. */
  static void run(SegmentStore store) throws IOException {
    Optional<Content> journal = store.readJournal();
    if (journal.isEmpty()) {
      return;
    }
    try (Content content = journal.get();
        JournalReplay replay = new JournalReplay(store)) {
      Optional<Integer> epoch = JournalFormat.epoch(content.bytes());
      for (int area = 0; epoch.isPresent() && area < JournalFormat.AREAS; area++) {
        replay.area(JournalFormat.area(content.bytes(), area), epoch.get());
      }
    }
  }

  /**
   * Entries follow each other as long as their numbers do: what comes then is older, and was forced
   * before the area was written to again.
   */
  private void area(ByteBuffer area, int epoch) throws IOException {
    int at = 0;
    Optional<Entry> entry = JournalFormat.entry(area, at, epoch);
    while (entry.isPresent()) {
      apply(entry.get());
      long following = entry.get().sequence() + 1;
      int length = JournalFormat.ENTRY_HEADER_BYTES + entry.get().payload().limit();
      at += JournalFormat.aligned(length);
      entry = JournalFormat.entry(area, at, epoch).filter(found -> found.sequence() == following);
    }
  }

  private void apply(Entry entry) throws IOException {
    if (!bases.contains(entry.base())) {
      return; // dropped since
    }
    SegmentFile file = file(entry.base());
    int from = entry.place();
    int to = from + entry.payload().limit();
    if (to > file.size()) {
      throw new IOException("the journal has more of segment " + entry.base() + " than it holds");
    }
    if (!file.memory().slice(from, to - from).equals(entry.payload())) {
      file.allocate(from, to, Pieces.SMALL);
      file.memory().put(from, entry.payload(), 0, to - from);
      file.force(from, to);
      bytes += to - from;
    }
  }

  private SegmentFile file(long base) throws IOException {
    SegmentFile file = files.get(base);
    if (file == null) {
      file = store.open(base);
      files.put(base, file);
    }
    return file;
  }

  @Override
  public void close() throws IOException {
    for (SegmentFile file : files.values()) {
      file.close();
    }
    if (bytes > 0) {
      LOG.info("brought {} bytes of the log back from the journal", bytes);
    }
  }
}
