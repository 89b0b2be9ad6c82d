package io.diglot.core.runtime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Writes and reads the bodies of one view's events. Bodies are versioned: a reader takes every
 * version up to its own.
 *
 * @param <E> the view's events, usually a sealed interface of records in a {@code machine} package
 */
public interface EventCodec<E> {

  /** Whether events of this type are this view's. */
  boolean reads(EventType type);

  /** The type that an event is stored under. */
  EventType typeOf(E event);

  /** The version of the bodies that {@link #write} writes, 1 to 127. */
  default int version() {
    return 1;
  }

  /** Writes an event's body. */
  void write(E event, DataOutput out) throws IOException;

  /** Reads a body of the given type and version. */
  E read(EventType type, int version, DataInput in) throws IOException;
}
