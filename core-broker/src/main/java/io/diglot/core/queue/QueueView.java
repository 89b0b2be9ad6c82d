package io.diglot.core.queue;

import io.diglot.core.queue.machine.QueueState;
import io.diglot.core.runtime.EventFrames;
import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.View;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link QueueState} as a view. */
final class QueueView implements View {
  private static final int VERSION = 1;

  private final QueueState state = new QueueState();
  private final QueueEventCodec codec = new QueueEventCodec();

  QueueState state() {
    return state;
  }

  QueueEventCodec codec() {
    return codec;
  }

  @Override
  public String name() {
    return "queues";
  }

  @Override
  public boolean wants(FrameKind kind) {
    return kind == FrameKind.EVENT;
  }

  @Override
  public void apply(Frame frame) {
    EventFrames.read(codec, frame).ifPresent(event -> state.apply(event, frame.position()));
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(state.producerIdsEnd());
    out.writeInt(state.epochs().size());
    for (QueueState.Epoch epoch : state.epochs()) {
      out.writeInt(epoch.number());
      out.writeLong(epoch.position());
    }
    Map<Long, Long> starts = state.starts();
    out.writeInt(starts.size());
    for (Map.Entry<Long, Long> start : starts.entrySet()) {
      out.writeLong(start.getKey());
      out.writeLong(start.getValue());
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("queues snapshot of version " + version);
    }
    long producerIdsEnd = in.readLong();
    List<QueueState.Epoch> epochs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      epochs.add(new QueueState.Epoch(in.readInt(), in.readLong()));
    }
    Map<Long, Long> starts = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      starts.put(in.readLong(), in.readLong());
    }
    state.restore(starts, epochs, producerIdsEnd);
  }
}
