package io.diglot.core.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlThreadTest {

  @Test
  void tasksOfOneWriterRunInOrderAndOnOneThread() throws Exception {
    List<Integer> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (ControlThread control = new ControlThread(InstantSource.system())) {
      for (int i = 0; i < 10_000; i++) {
        int number = i;
        control.execute(() -> seen.add(number));
      }
      control.execute(done::countDown);
      assertTrue(done.await(30, TimeUnit.SECONDS));
    }
    assertEquals(10_000, seen.size());
    for (int i = 0; i < seen.size(); i++) {
      assertEquals(i, seen.get(i));
    }
  }

  @Test
  void aTaskThatThrowsDoesNotEndTheThread() throws Exception {
    try (ControlThread control = new ControlThread(InstantSource.system())) {
      CompletableFuture<String> after = new CompletableFuture<>();
      control.execute(
          () -> {
            throw new IllegalStateException("on purpose");
          });
      control.execute(() -> after.complete("alive"));
      assertEquals("alive", after.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void timersRunInTheOrderOfTheirDeadlinesAndNotWhenCancelled() throws Exception {
    List<String> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    try (ControlThread control = new ControlThread(InstantSource.system())) {
      control.execute(
          () -> {
            // Far enough apart for a machine that stands still between two of these lines.
            control.schedule(1_500, done::countDown);
            control.schedule(1_000, () -> seen.add("b"));
            control.schedule(500, () -> seen.add("a"));
            control.schedule(750, () -> seen.add("never")).cancel();
          });
      assertTrue(done.await(30, TimeUnit.SECONDS));
    }
    assertEquals(List.of("a", "b"), seen);
  }

  @Test
  void closeRunsWhatWasSubmittedAndRefusesTheRest() {
    List<String> seen = new ArrayList<>();
    ControlThread control = new ControlThread(InstantSource.system());
    control.execute(() -> seen.add("last"));
    control.schedule(Duration.ofDays(1).toMillis(), () -> seen.add("never"));
    control.close();
    assertEquals(List.of("last"), seen);
    assertThrows(RejectedExecutionException.class, () -> control.execute(() -> {}));
  }

  @Test
  void cancelledTimersDoNotPileUp() {
    ManualControl control = new ManualControl(0);
    List<String> seen = new ArrayList<>();
    control.schedule(1000, () -> seen.add("kept"));
    for (int i = 0; i < 100_000; i++) {
      control.schedule(500, () -> seen.add("never")).cancel();
    }
    control.advance(1000);
    assertEquals(List.of("kept"), seen);
  }
}
