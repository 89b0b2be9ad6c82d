package io.diglot.core.queue;

import io.diglot.core.queue.machine.ProducerSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The idempotent producers of one queue. Its monitor is what keeps a batch's check and its append
 * together; the contents change under the log's lock alone.
 */
final class ProducerTable {
  private static final ProducerSequence[] NONE = {};

  /**
   * Sorted by producer id; replaced, never changed, because a check may read while a snapshot
   * forgets.
   */
  private volatile ProducerSequence[] producers = NONE;

  @Nullable ProducerSequence find(long producerId) {
    ProducerSequence[] known = producers;
    int low = 0;
    int high = known.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long candidate = known[middle].producerId();
      if (candidate == producerId) {
        return known[middle];
      }
      if (candidate < producerId) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  /**
   * Adds a producer, forgetting those that wrote before the time, and the longest silent one when
   * there are too many.
   */
  void add(ProducerSequence producer, long forgetBefore, int most) {
    List<ProducerSequence> kept = new ArrayList<>(producers.length + 1);
    for (ProducerSequence known : producers) {
      if (known.lastWrite() >= forgetBefore) {
        kept.add(known);
      }
    }
    if (kept.size() >= most) {
      kept.remove(
          kept.stream().min(Comparator.comparingLong(ProducerSequence::lastWrite)).orElseThrow());
    }
    kept.add(producer);
    kept.sort(Comparator.comparingLong(ProducerSequence::producerId));
    producers = kept.toArray(NONE);
  }

  /** Forgets who wrote before the time; answers whether nobody is left. */
  boolean forget(long before) {
    ProducerSequence[] known = producers;
    if (isAnySilentSince(known, before)) {
      known =
          Arrays.stream(known)
              .filter(producer -> producer.lastWrite() >= before)
              .toArray(ProducerSequence[]::new);
      producers = known;
    }
    return known.length == 0;
  }

  private static boolean isAnySilentSince(ProducerSequence[] known, long time) {
    for (ProducerSequence producer : known) {
      if (producer.lastWrite() < time) {
        return true;
      }
    }
    return false;
  }

  List<ProducerSequence> all() {
    return List.of(producers);
  }
}
