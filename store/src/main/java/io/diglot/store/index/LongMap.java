package io.diglot.store.index;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects by a long key: one writer at a time, readers without a lock, nothing is ever removed.
 * Open addressing, no object per entry besides the value, since there may be 100,000 of them. The
 * keys are in the values, which whoever finds one will look at anyway: so the table itself stays in
 * the processor's cache.
 */
final class LongMap<V extends LongMap.Keyed> {

  /** A value that knows its key. */
  interface Keyed {
    long key();
  }

  private volatile Slots<V> slots = new Slots<>(16);
  private int size;

  /** The value of a key. Any thread. */
  @Nullable V get(long key) {
    return slots.get(key);
  }

  /** Adds a value whose key is not there yet. Only the writer. */
  void add(V value) {
    Slots<V> current = slots;
    if (size * 2 >= current.capacity()) {
      Slots<V> larger = new Slots<>(current.capacity() * 2);
      current.forEach(larger::add);
      larger.add(value);
      slots = larger;
    } else {
      current.add(value);
    }
    size++;
  }

  /** How many keys there are. Only the writer, or when there is no writer any more. */
  int size() {
    return size;
  }

  /**
   * Calls the visitor for each value in no particular order; those added meanwhile may be left out.
   */
  void forEach(Consumer<? super V> visitor) {
    slots.forEach(visitor);
  }

  private static final class Slots<V extends Keyed> {
    private final AtomicReferenceArray<@Nullable V> values;

    Slots(int capacity) {
      values = new AtomicReferenceArray<>(capacity);
    }

    int capacity() {
      return values.length();
    }

    @Nullable V get(long key) {
      int mask = capacity() - 1;
      for (int slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
        V value = values.getAcquire(slot);
        if (value == null || value.key() == key) {
          return value;
        }
      }
    }

    void add(V value) {
      int mask = capacity() - 1;
      int slot = spread(value.key()) & mask;
      while (values.getPlain(slot) != null) {
        slot = (slot + 1) & mask;
      }
      values.setRelease(slot, value);
    }

    void forEach(Consumer<? super V> visitor) {
      for (int slot = 0; slot < capacity(); slot++) {
        V value = values.getAcquire(slot);
        if (value != null) {
          visitor.accept(value);
        }
      }
    }

    private static int spread(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      return (int) (mixed ^ (mixed >>> 32));
    }
  }
}
