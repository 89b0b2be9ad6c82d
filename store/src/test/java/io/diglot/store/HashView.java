package io.diglot.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A view that any lost, doubled or misordered frame shows in. */
final class HashView implements View {

  private long frames;
  private long hash;
  private long needed = Long.MAX_VALUE;

  @Override
  public String name() {
    return "hash";
  }

  @Override
  public boolean wants(FrameKind kind) {
    return kind == FrameKind.EVENT || kind == FrameKind.KAFKA;
  }

  @Override
  public void apply(Frame frame) {
    take(frame.position(), frame.queue(), frame.baseOffset(), frame.payload().hashCode());
  }

  /** Folds one frame in. */
  void take(long position, long queue, long baseOffset, int payloadHash) {
    frames++;
    hash = (((hash * 31 + position) * 31 + queue) * 31 + baseOffset) * 31 + payloadHash;
  }

  void need(long position) {
    needed = position;
  }

  @Override
  public long leastNeededPosition() {
    return needed;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(frames);
    out.writeLong(hash);
  }

  @Override
  public void load(DataInput in) throws IOException {
    frames = in.readLong();
    hash = in.readLong();
  }

  @Override
  public String toString() {
    return frames + " frames, hash " + hash;
  }
}
