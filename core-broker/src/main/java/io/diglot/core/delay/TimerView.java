package io.diglot.core.delay;

import io.diglot.core.delay.machine.OpenTimers;
import io.diglot.core.runtime.EventFrames;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.View;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The open timers as a view. Its own monitor guards them: the log applies under the log's lock, the
 * control thread takes without it.
 */
final class TimerView implements View {
  private static final int VERSION = 1;

  private final TimerEventCodec codec = new TimerEventCodec();
  private OpenTimers timers = new OpenTimers();

  TimerEventCodec codec() {
    return codec;
  }

  @Override
  public String name() {
    return "timers";
  }

  @Override
  public boolean wants(FrameKind kind) {
    return kind == FrameKind.TIMER || kind == FrameKind.EVENT;
  }

  @Override
  public synchronized void apply(Frame frame) {
    if (frame.kind() == FrameKind.TIMER) {
      timers.added(TimerFrame.due(frame.payload()), frame.position());
      return;
    }
    EventFrames.read(codec, frame)
        .ifPresent(
            event -> {
              for (long position : event.positions()) {
                timers.fired(position);
              }
            });
  }

  synchronized int size() {
    return timers.size();
  }

  synchronized long nextDue() {
    return timers.nextDue();
  }

  /** See {@link OpenTimers#take}. */
  synchronized long take(long now) {
    return timers.take(now);
  }

  synchronized void giveBack() {
    timers.giveBack();
  }

  /** The positions of the open timers that stand before the given one, in order. */
  synchronized long[] before(long limit) {
    LongStream.Builder found = LongStream.builder();
    timers.forEach(
        (due, position) -> {
          if (position < limit) {
            found.add(position);
          }
        });
    return found.build().sorted().toArray();
  }

  @Override
  public synchronized long leastNeededPosition() {
    return timers.leastPosition();
  }

  @Override
  public synchronized void save(DataOutput out) throws IOException {
    List<IOException> failure = new ArrayList<>(1);
    out.writeByte(VERSION);
    out.writeInt(timers.size());
    timers.forEach(
        (due, position) -> {
          try {
            out.writeLong(due);
            out.writeLong(position);
          } catch (IOException e) {
            failure.add(e);
          }
        });
    if (!failure.isEmpty()) {
      throw failure.get(0);
    }
  }

  @Override
  public synchronized void load(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("timers snapshot of version " + version);
    }
    timers = new OpenTimers();
    for (int left = in.readInt(); left > 0; left--) {
      timers.added(in.readLong(), in.readLong());
    }
  }
}
