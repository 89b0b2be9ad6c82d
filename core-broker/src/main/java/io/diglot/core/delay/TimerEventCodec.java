package io.diglot.core.delay;

import io.diglot.core.runtime.EventCodec;
import io.diglot.core.runtime.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Stored form of the one event that timers know: the positions of those that are no longer open.
 */
final class TimerEventCodec implements EventCodec<TimerEventCodec.Fired> {

  /** These timers were delivered, dropped or carried forward. */
  @SuppressWarnings("ArrayRecordComponent")
  record Fired(long[] positions) {}

  @Override
  public boolean reads(EventType type) {
    return type == EventType.TIMER_FIRED;
  }

  @Override
  public EventType typeOf(Fired event) {
    return EventType.TIMER_FIRED;
  }

  @Override
  public void write(Fired event, DataOutput out) throws IOException {
    out.writeInt(event.positions().length);
    for (long position : event.positions()) {
      out.writeLong(position);
    }
  }

  @Override
  public Fired read(EventType type, int version, DataInput in) throws IOException {
    long[] positions = new long[in.readInt()];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = in.readLong();
    }
    return new Fired(positions);
  }
}
