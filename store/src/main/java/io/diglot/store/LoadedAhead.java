package io.diglot.store;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded and checked for readers that have not come for it yet, found by where they will
 * go on. Of many readers the latest are remembered, and none for long: by then the system may have
 * given the memory to others. Thread-safe.
 */
final class LoadedAhead {

  private static final int READERS = 1024;

  /** How long what was loaded is taken to be in memory. */
  static final long KEPT_MILLIS = 10_000;

  private final InstantSource clock;

  private final Map<Place, Stretch> stretches =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Stretch> eldest) {
          return size() > READERS;
        }
      };

  LoadedAhead(InstantSource clock) {
    this.clock = clock;
  }

  /** Where a reader goes on. */
  private record Place(long queue, long offset) {

    // As a record has them of itself, but those are slow until they were compiled.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Place that && queue == that.queue && offset == that.offset;
    }

    @Override
    public int hashCode() {
      return 31 * Long.hashCode(queue) + Long.hashCode(offset);
    }
  }

  /** Whole frames from where a reader goes on to before an offset. */
  final class Stretch {
    private Place from;
    private long to;
    private long bytes;
    private long until;

    private Stretch(Place from) {
      this.from = from;
      this.to = from.offset();
    }

    /** Whether it was loaded so long ago that it may have left the memory. Under the lock. */
    private boolean isPast() {
      return until < clock.millis();
    }

    /** The offset before which all is ready. */
    long to() {
      synchronized (LoadedAhead.this) {
        return to;
      }
    }

    /** Bytes of payload that are ready. */
    long bytes() {
      synchronized (LoadedAhead.this) {
        return bytes;
      }
    }

    /** Whether all before an offset is ready, or so many bytes of payload are, one at least. */
    boolean covers(long toOffset, long wanted) {
      synchronized (LoadedAhead.this) {
        return to >= toOffset || bytes >= Math.max(1, wanted);
      }
    }

    /** More is ready: up to an offset, so many bytes of payload. */
    void extend(long newTo, long moreBytes) {
      synchronized (LoadedAhead.this) {
        to = newTo;
        bytes += moreBytes;
        until = clock.millis() + KEPT_MILLIS;
        stretches.put(from, this);
      }
    }
  }

  /** What is ready for a reader that goes on at an offset; empty for one that is not known. */
  synchronized Stretch of(long queue, long offset) {
    Place place = new Place(queue, offset);
    Stretch found = stretches.get(place);
    return found == null || found.isPast() ? new Stretch(place) : found;
  }

  /**
   * A reader took so many bytes of payload, and will go on at another offset.
   *
   * @return how many bytes of payload are still ready for it there
   */
  synchronized long took(long queue, long from, long next, long bytes) {
    Stretch stretch = stretches.remove(new Place(queue, from));
    if (stretch == null || stretch.isPast() || next >= stretch.to) {
      return 0;
    }
    stretch.from = new Place(queue, next);
    stretch.bytes -= bytes;
    stretches.put(stretch.from, stretch);
    return stretch.bytes;
  }
}
