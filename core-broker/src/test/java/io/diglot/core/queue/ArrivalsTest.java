package io.diglot.core.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.runtime.Threads;
import io.diglot.store.FrameDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ArrivalsTest {
  private static final int ROUNDS = 2000;

  @Test
  void watchesThatComeAndGoOnManyThreadsMissNothingAndLeaveNothing() throws Exception {
    Arrivals arrivals = new Arrivals();
    FrameDraft draft = TestFrames.batch(7, 1);
    ExecutorService threads = Threads.pool("watchers", 4, 16);
    try {
      List<Future<Integer>> heard = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        heard.add(threads.submit(() -> watchAndAppend(arrivals, draft)));
      }
      for (Future<Integer> each : heard) {
        // Each hears at least what it appended itself while it watched.
        assertEquals(ROUNDS, each.get(60, TimeUnit.SECONDS));
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(0, arrivals.watchedQueues());
  }

  private static int watchAndAppend(Arrivals arrivals, FrameDraft draft) {
    int roundsWithArrivals = 0;
    for (int round = 0; round < ROUNDS; round++) {
      AtomicInteger heard = new AtomicInteger();
      Queues.Watch watch =
          arrivals.watch(new long[] {7, 8}, (queue, what, end) -> heard.incrementAndGet());
      arrivals.arrived(draft, 1);
      watch.close();
      roundsWithArrivals += heard.get() > 0 ? 1 : 0;
    }
    return roundsWithArrivals;
  }
}
