package io.diglot.core.queue;

import io.diglot.core.queue.Queues.ArrivalListener;
import io.diglot.core.queue.Queues.Watch;
import io.diglot.store.FrameDraft;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.maps.NonBlockingHashMapLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for what. An append to a queue that nobody watches costs one look-up in a lock-free
 * map; listeners of a queue are an immutable array that is swapped.
 */
public final class Arrivals {
  private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

  private final NonBlockingHashMapLong<ArrivalListener[]> listeners =
      new NonBlockingHashMapLong<>();

  /** Nobody waits yet. */
  public Arrivals() {}

  /**
   * Calls who watches the queue; a listener that throws is logged and disturbs neither the append
   * nor the others.
   */
  public void arrived(FrameDraft draft, long endOffset) {
    ArrivalListener[] watching = listeners.get(draft.queue());
    if (watching == null) {
      return;
    }
    for (ArrivalListener listener : watching) {
      try {
        listener.arrived(draft.queue(), draft, endOffset);
      } catch (RuntimeException e) {
        LOG.error("a listener for arrivals failed", e);
      }
    }
  }

  Watch watch(long[] queueKeys, ArrivalListener listener) {
    long[] watched = queueKeys.clone();
    ArrivalListener own = new Registration(listener);
    for (long queueKey : watched) {
      add(queueKey, own);
    }
    AtomicBoolean closed = new AtomicBoolean();
    return () -> {
      if (closed.compareAndSet(false, true)) {
        for (long queueKey : watched) {
          remove(queueKey, own);
        }
      }
    };
  }

  /** How many queues are watched. */
  int watchedQueues() {
    return listeners.size();
  }

  private void add(long queueKey, ArrivalListener listener) {
    while (true) {
      ArrivalListener[] before = listeners.get(queueKey);
      if (before == null) {
        if (listeners.putIfAbsent(queueKey, new ArrivalListener[] {listener}) == null) {
          return;
        }
      } else {
        ArrivalListener[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = listener;
        if (listeners.replace(queueKey, before, after)) {
          return;
        }
      }
    }
  }

  private void remove(long queueKey, ArrivalListener listener) {
    while (true) {
      ArrivalListener[] before = listeners.get(queueKey);
      if (before == null) {
        return;
      }
      ArrivalListener[] after =
          Arrays.stream(before).filter(each -> each != listener).toArray(ArrivalListener[]::new);
      boolean swapped =
          after.length == 0
              ? listeners.remove(queueKey, before)
              : listeners.replace(queueKey, before, after);
      if (swapped) {
        return;
      }
    }
  }

  /** One instance a watch, so that a listener that watches a queue twice is taken off once. */
  private static final class Registration implements ArrivalListener {
    private final ArrivalListener listener;

    Registration(ArrivalListener listener) {
      this.listener = listener;
    }

    @Override
    public void arrived(long queueKey, FrameDraft draft, long endOffset) {
      listener.arrived(queueKey, draft, endOffset);
    }
  }
}
