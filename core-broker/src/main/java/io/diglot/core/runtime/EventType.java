package io.diglot.core.runtime;

import java.util.Optional;

/**
 * What an EVENT frame tells: the first byte of its payload. The registry of all views; codes are
 * stored, so they are only ever added.
 */
public enum EventType {
  /** A topic came into being. */
  TOPIC_CREATED(1),
  /** A topic has other queue counts, permissions or settings. */
  TOPIC_CHANGED(2),
  /** A topic and its records are gone. */
  TOPIC_DELETED(3),
  /** A queue's records before an offset are gone. */
  QUEUE_TRIMMED(4),
  /** Producer ids up to a number may have been given out. */
  PRODUCER_IDS_RESERVED(5),
  /** Timers were delivered or dropped. */
  TIMER_FIRED(6),
  /** The broker started, and what follows belongs to a leader epoch. */
  EPOCH_STARTED(7),
  /** A group committed offsets. */
  OFFSETS_COMMITTED(8),
  /** A group's offsets are gone. */
  OFFSETS_DELETED(9),
  /** A group's lasting facts changed. */
  GROUP_CHANGED(10),
  /** A group is gone. */
  GROUP_DELETED(11),
  /** A RocketMQ consumer group was configured. */
  GROUP_SETTINGS_CHANGED(12),
  /** The configuration of a RocketMQ consumer group is gone. */
  GROUP_SETTINGS_DELETED(13);

  private static final EventType[] BY_CODE = byCode();

  private final byte code;

  EventType(int code) {
    this.code = (byte) code;
  }

  /** The byte that stands for this type in a frame. */
  public byte code() {
    return code;
  }

  /** The type of a code; empty for one that a newer version may have written. */
  public static Optional<EventType> of(int code) {
    return code > 0 && code < BY_CODE.length
        ? Optional.ofNullable(BY_CODE[code])
        : Optional.empty();
  }

  private static EventType[] byCode() {
    EventType[] types = new EventType[values().length + 1];
    for (EventType type : values()) {
      types[type.code] = type;
    }
    return types;
  }
}
