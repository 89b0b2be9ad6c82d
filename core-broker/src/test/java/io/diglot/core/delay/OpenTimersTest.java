package io.diglot.core.delay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.diglot.core.delay.machine.OpenTimers;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenTimersTest {

  /** A timer of the model: sorted as the heap must give them out. */
  private record Timer(long due, long position) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return due == other.due
          ? Long.compare(position, other.position)
          : Long.compare(due, other.due);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 20261120})
  void timersComeInTheOrderOfTheirDueTimesWhateverWasFired(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OpenTimers timers = new OpenTimers();
    TreeSet<Timer> waiting = new TreeSet<>();
    Set<Timer> inHand = new HashSet<>();
    long position = 0;
    for (int step = 0; step < 10_000; step++) {
      String context = "seed " + seed + " step " + step;
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          position += 8;
          Timer timer = new Timer(random.nextInt(1000), position);
          timers.added(timer.due(), timer.position());
          waiting.add(timer);
        }
        case 3, 4 -> {
          long now = random.nextInt(1000);
          boolean due = !waiting.isEmpty() && waiting.first().due() <= now;
          assertEquals(
              due ? waiting.first().position() : OpenTimers.NONE, timers.take(now), context);
          if (due) {
            inHand.add(waiting.pollFirst());
          }
        }
        case 5 -> {
          timers.giveBack();
          waiting.addAll(inHand);
          inHand.clear();
        }
        case 6 -> {
          Set<Timer> from = random.nextBoolean() ? waiting : inHand;
          from.stream()
              .skip(from.isEmpty() ? 0 : random.nextInt(from.size()))
              .findFirst()
              .ifPresent(
                  timer -> {
                    timers.fired(timer.position());
                    from.remove(timer);
                  });
        }
        default -> {
          assertEquals(waiting.size() + inHand.size(), timers.size(), context);
          assertEquals(
              waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().due(),
              timers.nextDue(),
              context);
          Set<Timer> open = new HashSet<>();
          timers.forEach((due, at) -> open.add(new Timer(due, at)));
          Set<Timer> expected = new HashSet<>(waiting);
          expected.addAll(inHand);
          assertEquals(expected, open, context);
        }
      }
    }
  }
}
