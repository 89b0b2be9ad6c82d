package io.diglot.core.delay.machine;

import java.util.Arrays;

/**
 * Pairs of due time and position in primitive arrays, least due time first, and least position
 * among equals.
 */
public final class DueHeap {
  private static final int INITIAL = 64;

  private long[] dues = new long[INITIAL];
  private long[] positions = new long[INITIAL];
  private int size;

  /** An empty heap. */
  public DueHeap() {}

  /** How many pairs there are. */
  public int size() {
    return size;
  }

  /** The least due time. Not to be asked of an empty heap. */
  public long leastDue() {
    return dues[0];
  }

  /** The position that goes with {@link #leastDue}. */
  public long leastPosition() {
    return positions[0];
  }

  /** A due time, by place in no order. */
  public long due(int place) {
    return dues[place];
  }

  /** A position, by place in no order. */
  public long position(int place) {
    return positions[place];
  }

  /** Adds a pair. */
  public void add(long due, long position) {
    if (size == dues.length) {
      dues = Arrays.copyOf(dues, size * 2);
      positions = Arrays.copyOf(positions, size * 2);
    }
    int place = size++;
    while (place > 0) {
      int parent = (place - 1) >>> 1;
      if (!isBefore(due, position, dues[parent], positions[parent])) {
        break;
      }
      move(parent, place);
      place = parent;
    }
    set(place, due, position);
  }

  /** Takes the least pair out. */
  public void remove() {
    size--;
    if (size == 0) {
      return;
    }
    long due = dues[size];
    long position = positions[size];
    int place = 0;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size
          && isBefore(dues[child + 1], positions[child + 1], dues[child], positions[child])) {
        child++;
      }
      if (!isBefore(dues[child], positions[child], due, position)) {
        break;
      }
      move(child, place);
      place = child;
    }
    set(place, due, position);
  }

  private static boolean isBefore(long due, long position, long otherDue, long otherPosition) {
    return due < otherDue || (due == otherDue && position < otherPosition);
  }

  private void move(int from, int to) {
    set(to, dues[from], positions[from]);
  }

  private void set(int place, long due, long position) {
    dues[place] = due;
    positions[place] = position;
  }
}
