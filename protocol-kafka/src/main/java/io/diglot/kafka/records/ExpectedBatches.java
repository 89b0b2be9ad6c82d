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

  /** Whether so many bytes can be kept. */
  synchronized boolean hasRoom(long more) {
    Iterator<Kept> eldest = bySpan.values().iterator();
    long goneBefore = clock.millis() - PATIENCE.toMillis();
    while (bytes + more > mostBytes && eldest.hasNext()) {
      Kept kept = eldest.next();
      if (kept.since > goneBefore) {
        return false;
      }
      eldest.remove();
      release(kept.converted);
    }
    return bytes + more <= mostBytes;
  }

  /** Keeps a batch if there is room, and takes its reference over. */
  synchronized void put(Span span, Converted converted) {
    Kept before = bySpan.remove(span);
    if (before != null) {
      release(before.converted);
    }
    bytes += converted.batch().capacity();
    if (hasRoom(0)) {
      bySpan.put(span, new Kept(converted, clock.millis()));
    } else {
      release(converted);
    }
  }

  /** The batch for a span, with the reference to it; null if there is none. */
  synchronized @Nullable Converted take(Span span) {
    Kept taken = bySpan.remove(span);
    if (taken == null) {
      return null;
    }
    bytes -= taken.converted.batch().capacity();
    return taken.converted;
  }

  /** Gives all up. */
  synchronized void clear() {
    bySpan.values().forEach(kept -> release(kept.converted));
    bySpan.clear();
  }

  private void release(Converted converted) {
    bytes -= converted.batch().capacity();
    converted.batch().release();
  }

  private record Kept(Converted converted, long since) {}
}
