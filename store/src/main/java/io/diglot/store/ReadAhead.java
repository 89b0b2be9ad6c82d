package io.diglot.store;

import io.diglot.store.index.EntryList;

/** Brings the frames that a reader of old data will ask for next into memory. Not thread-safe. */
final class ReadAhead {

  /** Bytes between two frames that are loaded along, so that the disk is asked once. */
  static final int GAP = 32 << 10;

  private final long queue;
  private final long fromOffset;
  private long bytesLeft;

  /** From an offset of a queue on, until so many bytes of payload were asked for. */
  ReadAhead(long queue, long fromOffset, long bytes) {
    this.queue = queue;
    this.fromOffset = fromOffset;
    this.bytesLeft = bytes;
  }

  /** Asks for what a segment has of it. Returns whether there is more to ask for. */
  boolean in(Segment segment) {
    if (segment.tryRetain()) {
      try {
        load(segment);
      } finally {
        segment.release();
      }
    }
    return bytesLeft > 0;
  }

  private void load(Segment segment) {
    EntryList entries = segment.index().entries(queue);
    int size = entries.size();
    int first = entries.firstEndingAfter(fromOffset);
    int from = first < size ? entries.place(first) : 0;
    int to = from;
    for (int i = first; i < size && bytesLeft > 0; i++) {
      int place = entries.place(i);
      if (place > to + GAP) {
        segment.readAhead(from, to);
        from = place;
      }
      to = place + FrameFormat.HEADER_BYTES + entries.payloadLength(i);
      bytesLeft -= entries.payloadLength(i);
    }
    segment.readAhead(from, to);
  }
}
