package io.diglot.core.delay.machine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The timers that are in the log and were not fired. Between {@link #take} and the event that says
 * what became of it, a timer is in hand: still open for {@link #forEach} and {@link
 * #leastPosition}, but not taken again. Not thread-safe.
 */
public final class OpenTimers {
  /** No position. */
  public static final long NONE = -1;

  private final DueHeap waiting = new DueHeap();
  private final Map<Long, Long> inHand = new HashMap<>();

  /** Fired timers that stand somewhere in the heap still; they go when they come to its top. */
  private final Set<Long> fired = new HashSet<>();

  /** No timers. */
  public OpenTimers() {}

  /** A timer came into the log. */
  public void added(long due, long position) {
    waiting.add(due, position);
  }

  /** A timer was delivered, dropped or carried forward. */
  public void fired(long position) {
    if (inHand.remove(position) == null) {
      fired.add(position);
      forgetFired();
    }
  }

  /** How many timers are open. */
  public int size() {
    return waiting.size() - fired.size() + inHand.size();
  }

  /** When the next timer that is not in hand is due; {@link Long#MAX_VALUE} for none. */
  public long nextDue() {
    return waiting.size() == 0 ? Long.MAX_VALUE : waiting.leastDue();
  }

  /**
   * Takes the timer that is due first in hand; answers its position, or {@link #NONE} when none is
   * due.
   */
  public long take(long now) {
    if (waiting.size() == 0 || waiting.leastDue() > now) {
      return NONE;
    }
    long position = waiting.leastPosition();
    inHand.put(position, waiting.leastDue());
    waiting.remove();
    forgetFired();
    return position;
  }

  /** Gives back what is in hand: it could not be delivered now. */
  public void giveBack() {
    inHand.forEach((position, due) -> waiting.add(due, position));
    inHand.clear();
  }

  /** The least position of an open timer; {@link Long#MAX_VALUE} for none. Looks at all of them. */
  public long leastPosition() {
    long[] least = {Long.MAX_VALUE};
    forEach((due, position) -> least[0] = Math.min(least[0], position));
    return least[0];
  }

  /** Calls the visitor with every open timer, in no order. */
  public void forEach(Visitor visitor) {
    for (int place = 0; place < waiting.size(); place++) {
      if (!fired.contains(waiting.position(place))) {
        visitor.visit(waiting.due(place), waiting.position(place));
      }
    }
    inHand.forEach((position, due) -> visitor.visit(due, position));
  }

  /** Gets a timer. */
  @FunctionalInterface
  public interface Visitor {
    /** Called once a timer. */
    void visit(long due, long position);
  }

  private void forgetFired() {
    while (waiting.size() > 0 && fired.remove(waiting.leastPosition())) {
      waiting.remove();
    }
  }
}
