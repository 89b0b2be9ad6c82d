package io.diglot.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Frames with the leases that keep their memory mapped. */
final class SegmentRun implements FrameRun {

  private final List<Frame> frames = new ArrayList<>();
  private final List<Segment> leases = new ArrayList<>(2);
  private long nextOffset;
  private long coldBytes;
  private Runnable whenClosed = () -> {};
  private boolean closed;

  SegmentRun(long nextOffset) {
    this.nextOffset = nextOffset;
  }

  /** Adds a frame of a segment on which the caller holds a lease for the time of the call. */
  void add(Segment segment, Frame frame) {
    if (leases.isEmpty() || leases.get(leases.size() - 1) != segment) {
      if (!segment.tryRetain()) {
        throw new IllegalStateException("no lease held on segment " + segment.basePosition());
      }
      leases.add(segment);
    }
    frames.add(frame);
  }

  /** Adds a frame, as {@link #add} does, that may have come from the disk. */
  void addCold(Segment segment, Frame frame) {
    add(segment, frame);
    coldBytes += frame.payload().remaining();
  }

  /** Bytes of payload that may have come from the disk. */
  long coldBytes() {
    return coldBytes;
  }

  /** What is done at the first {@link #close}, by who closes. */
  void whenClosed(Runnable action) {
    whenClosed = action;
  }

  void nextOffset(long offset) {
    nextOffset = offset;
  }

  @Override
  public List<Frame> frames() {
    return Collections.unmodifiableList(frames);
  }

  @Override
  public long nextOffset() {
    return nextOffset;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      leases.forEach(Segment::release);
      whenClosed.run();
    }
  }
}
