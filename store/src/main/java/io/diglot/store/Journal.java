package io.diglot.store;

import io.diglot.store.SegmentStore.JournalFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Where appends become durable before the log's own pages are forced (FORMAT.md, "Journal"): what
 * came since the last time is written once more, with one write that goes to the disk at once. That
 * takes less than half of the time of a force, and of its CPU: no page is looked for, none becomes
 * read-only to be written to again a moment later. Two areas take turns; while one is written to,
 * the log is forced behind what is in the other. Only the flushing thread.
 */
final class Journal {

  private final JournalFile file;
  private final int epoch;
  private final ByteBuffer header = ByteBuffer.allocateDirect(JournalFormat.ENTRY_HEADER_BYTES);
  private final CRC32C crc = new CRC32C();
  private final int areaBytes;
  private final Area[] areas = new Area[JournalFormat.AREAS];
  private int current;
  private long sequence;

  /** Half of the journal: where the next entry goes, and the newest of the log that it holds. */
  private static final class Area {
    private final int begin;
    private int next;
    private Optional<Segment> newest = Optional.empty();
    private int newestEnd;

    Area(int begin) {
      this.begin = begin;
    }

    boolean isForced() {
      return newest.isEmpty() || newest.get().isForcedTo(newestEnd);
    }
  }

  private Journal(JournalFile file, int areaBytes, int epoch) {
    this.file = file;
    this.areaBytes = areaBytes;
    this.epoch = epoch;
    for (int i = 0; i < areas.length; i++) {
      areas[i] = new Area(JournalFormat.areaBegin(i, areaBytes));
    }
  }

  /**
   * Begins the journal of a store anew: what it held counts no more.
   *
   * @param segmentSize bytes of the log's segments
   * @throws SegmentStore.NoRoomException when there is no room for one
   */
  static Journal begin(SegmentStore store, int segmentSize, int epoch) throws IOException {
    int areaBytes = JournalFormat.areaBytes(segmentSize);
    JournalFile file = store.openJournal(JournalFormat.bytes(areaBytes));
    file.write(0, JournalFormat.header(epoch));
    return new Journal(file, areaBytes, epoch);
  }

  /**
   * Makes everything durable that was published in a row of segments before the call.
   *
   * @return whether the log is to be forced soon, so that an area is free when it is needed
   */
  boolean write(SegmentRow row) throws IOException {
    int before = current;
    int oldest = row.size();
    while (oldest > 0 && !row.get(oldest - 1).isSafe()) {
      oldest--;
    }
    for (int i = oldest; i < row.size(); i++) {
      Segment segment = row.get(i);
      if (segment.tryRetain()) {
        try {
          write(row, segment, segment.safeTo(), segment.dataEnd());
        } finally {
          segment.release();
        }
      }
    }
    return current != before;
  }

  private void write(SegmentRow row, Segment segment, int from, int to) throws IOException {
    if (from == to) {
      return; // a force was faster
    }
    int bytes = JournalFormat.ENTRY_HEADER_BYTES + to - from;
    if (bytes > areaBytes) {
      row.force();
      return;
    }
    if (areas[current].next + bytes > areaBytes) {
      turn(row);
    }
    Area area = areas[current];
    ByteBuffer payload = segment.readable().slice(from, to - from);
    JournalFormat.fill(
        header, crc, epoch, ++sequence, segment.basePosition(), from, payload.duplicate());
    file.write(area.begin + area.next, header.duplicate(), payload);
    area.next = JournalFormat.aligned(area.next + bytes);
    area.newest = Optional.of(segment);
    area.newestEnd = to;
    segment.journaledTo(to);
  }

  /** Goes on in the other area; waits for the log if what that holds was not forced yet. */
  private void turn(SegmentRow row) throws IOException {
    current = 1 - current;
    if (!areas[current].isForced()) {
      row.force();
    }
    areas[current].next = 0;
  }

  /** Gives the file back. */
  void close() throws IOException {
    file.close();
  }
}
