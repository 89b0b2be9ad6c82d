package io.diglot.kafka.records;

import io.diglot.kafka.records.NativeBatches.Converted;
import io.diglot.kafka.records.NativeBatches.Span;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Batches that were made for fetches to come. Each is kept until it is taken, or for a while; what
 * comes when there is no room is not kept, because it would push out what another consumer is about
 * to take. A cache does not do here: it prefers what was wanted before. Thread-safe.
 */
final class ExpectedBatches {
  /** A consumer that has not come by then has gone, or reads elsewhere. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final long mostBytes;
  private final InstantSource clock;

  /** The eldest first. */
  private final Map<Span, Kept> bySpan = new LinkedHashMap<>();

  private long bytes;

  ExpectedBatches(long mostBytes, InstantSource clock) {
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /**
   * Says that a batch is being made, of about so many bytes; {@link #put} or {@link #abandon} says
   * how it ended. False, if there is no room for it.
   */
  synchronized boolean begin(Span span, long about) {
    if (!hasRoom(about)) {
      return false;
    }
    replace(span, new Kept(null, clock.millis()));
    return true;
  }

  private boolean hasRoom(long more) {
    Iterator<Kept> eldest = bySpan.values().iterator();
    long goneBefore = clock.millis() - PATIENCE.toMillis();
    while (bytes + more > mostBytes && eldest.hasNext()) {
      Kept kept = eldest.next();
      if (kept.since > goneBefore) {
        return false;
      }
      eldest.remove();
      release(kept);
    }
    return bytes + more <= mostBytes;
  }

  /**
   * Keeps a batch that was begun, if there is room and nobody has come for it meanwhile, who would
   * not come again. Takes its reference over.
   */
  synchronized void put(Span span, Converted converted) {
    bytes += converted.batch().capacity();
    Kept made = new Kept(converted, clock.millis());
    if (bySpan.containsKey(span) && hasRoom(0)) {
      replace(span, made);
    } else {
      release(made);
    }
  }

  /** Forgets a batch that was begun, and could not be made. */
  synchronized void abandon(Span span) {
    take(span);
  }

  /** The batch for a span, with the reference to it; null if there is none, or not yet. */
  synchronized @Nullable Converted take(Span span) {
    Kept taken = bySpan.remove(span);
    if (taken == null || taken.converted == null) {
      return null;
    }
    bytes -= taken.converted.batch().capacity();
    return taken.converted;
  }

  /** As the latest. */
  private void replace(Span span, Kept kept) {
    Kept before = bySpan.remove(span);
    if (before != null) {
      release(before);
    }
    bySpan.put(span, kept);
  }

  /** Gives all up. */
  synchronized void clear() {
    bySpan.values().forEach(this::release);
    bySpan.clear();
  }

  private void release(Kept kept) {
    Converted converted = kept.converted;
    if (converted != null) {
      bytes -= converted.batch().capacity();
      converted.batch().release();
    }
  }

  /** A batch; null while it is being made. */
  private record Kept(@Nullable Converted converted, long since) {}
}
