package io.diglot.core.runtime;

import io.diglot.store.Frame;
import io.diglot.store.FrameDraft;
import io.diglot.store.FrameKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Events as payloads of EVENT frames: one byte {@link EventType}, one byte version, the body. */
public final class EventFrames {
  private static final int HEADER = 2;

  private EventFrames() {}

  /** A frame that holds the event. */
  public static <E> FrameDraft draft(EventCodec<E> codec, E event, long now) {
    return FrameDraft.unqueued(FrameKind.EVENT, now, ByteBuffer.wrap(encode(codec, event)));
  }

  /** The payload that holds the event. */
  public static <E> byte[] encode(EventCodec<E> codec, E event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(codec.typeOf(event).code());
      out.writeByte(codec.version());
      codec.write(event, out);
    } catch (IOException e) {
      throw new UncheckedIOException("an event does not fit its codec", e);
    }
    return bytes.toByteArray();
  }

  /** The event in a frame; empty when it is another view's. */
  public static <E> Optional<E> read(EventCodec<E> codec, Frame frame) {
    return read(codec, frame.payload());
  }

  /**
   * The event in a payload; empty when it is another view's.
   *
   * @throws IllegalStateException if a newer version of the software wrote it
   * @throws UncheckedIOException if it ends too early
   */
  public static <E> Optional<E> read(EventCodec<E> codec, ByteBuffer payload) {
    int start = payload.position();
    Optional<EventType> type = EventType.of(payload.get(start));
    if (type.isEmpty() || !codec.reads(type.get())) {
      return Optional.empty();
    }
    int version = payload.get(start + 1);
    if (version > codec.version()) {
      throw new IllegalStateException(
          "event " + type.get() + " has version " + version + ", newer than " + codec.version());
    }
    byte[] body = new byte[payload.remaining() - HEADER];
    payload.get(start + HEADER, body);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      return Optional.of(codec.read(type.get(), version, in));
    } catch (IOException e) {
      throw new UncheckedIOException("event " + type.get() + " cannot be read", e);
    }
  }
}
