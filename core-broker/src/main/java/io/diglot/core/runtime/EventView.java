package io.diglot.core.runtime;

import io.diglot.store.Frame;
import io.diglot.store.FrameKind;
import io.diglot.store.View;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A view that consists of events alone.
 *
 * @param <E> the events
 */
public final class EventView<E> implements View {
  private final String name;
  private final EventCodec<E> codec;
  private final EventState<E> state;

  /** A view of the given snapshot section name. */
  public EventView(String name, EventCodec<E> codec, EventState<E> state) {
    this.name = name;
    this.codec = codec;
    this.state = state;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean wants(FrameKind kind) {
    return kind == FrameKind.EVENT;
  }

  @Override
  public void apply(Frame frame) {
    EventFrames.read(codec, frame).ifPresent(state::apply);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
  }

  @Override
  public void load(DataInput in) throws IOException {
    state.load(in);
  }
}
