package io.diglot.store.index;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects by a long key: one writer at a time, readers without a lock, nothing is ever removed.
 * Open addressing, no object per entry besides the value, since there may be 100,000 of them.
 */
final class LongMap<V> {

  private volatile Slots<V> slots = new Slots<>(16);
  private int size;

  /** The value of a key. Any thread. */
  @Nullable V get(long key) {
    return slots.get(key);
  }

  /** Adds a key that is not there yet. Only the writer. */
  void add(long key, V value) {
    Slots<V> current = slots;
    if (size * 2 >= current.keys.length) {
      Slots<V> larger = new Slots<>(current.keys.length * 2);
      current.forEach(larger::add);
      larger.add(key, value);
      slots = larger;
    } else {
      current.add(key, value);
    }
    size++;
  }

  /** How many keys there are. Only the writer, or when there is no writer any more. */
  int size() {
    return size;
  }

  /**
   * Calls the visitor for each key in no particular order; keys added meanwhile may be left out.
   */
  void forEach(Visitor<? super V> visitor) {
    slots.forEach(visitor);
  }

  /** See {@link #forEach}. */
  @FunctionalInterface
  interface Visitor<V> {
    void visit(long key, V value);
  }

  private static final class Slots<V> {
    private final long[] keys;
    private final AtomicReferenceArray<@Nullable V> values;

    Slots(int capacity) {
      keys = new long[capacity];
      values = new AtomicReferenceArray<>(capacity);
    }

    @Nullable V get(long key) {
      int mask = keys.length - 1;
      for (int slot = spread(key) & mask; ; slot = (slot + 1) & mask) {
        V value = values.getAcquire(slot);
        if (value == null || keys[slot] == key) {
          return value;
        }
      }
    }

    void add(long key, V value) {
      int mask = keys.length - 1;
      int slot = spread(key) & mask;
      while (values.getPlain(slot) != null) {
        slot = (slot + 1) & mask;
      }
      keys[slot] = key;
      values.setRelease(slot, value);
    }

    void forEach(Visitor<? super V> visitor) {
      for (int slot = 0; slot < keys.length; slot++) {
        V value = values.getAcquire(slot);
        if (value != null) {
          visitor.visit(keys[slot], value);
        }
      }
    }

    private static int spread(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      return (int) (mixed ^ (mixed >>> 32));
    }
  }
}
