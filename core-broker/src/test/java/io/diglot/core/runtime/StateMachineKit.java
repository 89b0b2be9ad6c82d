package io.diglot.core.runtime;

import io.diglot.core.model.Decision;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a scenario on a state machine with a restart after every event: run each test for all values
 * of {@link Restart} ({@code @ParameterizedTest @EnumSource}). Events always travel through their
 * stored form.
 */
public final class StateMachineKit<E, S extends EventState<E>> {
  private final Restart restart;
  private final EventCodec<E> codec;
  private final Supplier<S> fresh;
  private final List<byte[]> stored = new ArrayList<>();
  private S state;

  /** A scenario that begins with an empty state. */
  public StateMachineKit(Restart restart, EventCodec<E> codec, Supplier<S> fresh) {
    this.restart = restart;
    this.codec = codec;
    this.fresh = fresh;
    this.state = fresh.get();
  }

  /** The state now; not to be kept over a command. */
  public S state() {
    return state;
  }

  /**
   * Decides on the current state, applies the events, and answers the decision for the test to
   * assert on.
   */
  public <R> Decision<R, E> run(Function<S, Decision<R, E>> decide) {
    Decision<R, E> decision = decide.apply(state);
    decision.events().forEach(this::apply);
    return decision;
  }

  /** Takes an event in as if it had been decided. */
  public void apply(E event) {
    byte[] payload = EventFrames.encode(codec, event);
    byte[] before = restart == Restart.SNAPSHOT_AND_REPLAY ? save() : new byte[0];
    stored.add(payload);
    switch (restart) {
      case NEVER -> state.apply(decode(payload));
      case REPLAY -> {
        state = fresh.get();
        stored.forEach(each -> state.apply(decode(each)));
      }
      case SNAPSHOT -> {
        state.apply(decode(payload));
        state = load(save());
      }
      case SNAPSHOT_AND_REPLAY -> {
        state = load(before);
        state.apply(decode(payload));
      }
    }
  }

  private E decode(byte[] payload) {
    return EventFrames.read(codec, ByteBuffer.wrap(payload)).orElseThrow();
  }

  private byte[] save() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      state.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private S load(byte[] saved) {
    S loaded = fresh.get();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved))) {
      loaded.load(in);
      if (in.read() >= 0) {
        throw new IllegalStateException("load left bytes of what save wrote");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return loaded;
  }
}
