package io.diglot.store;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** All threads of a log in the hands of the test. */
final class ManualWorkers implements Workers {

  private final Deque<Runnable> flushes = new ArrayDeque<>();
  private final Deque<Runnable> preparations = new ArrayDeque<>();
  private final Deque<Runnable> readAheads = new ArrayDeque<>();
  private Optional<Runnable> tick = Optional.empty();

  @Override
  public void flush(Runnable task) {
    flushes.add(task);
  }

  @Override
  public void prepare(Runnable task) {
    preparations.add(task);
  }

  @Override
  public void readAhead(Runnable task) {
    readAheads.add(task);
  }

  @Override
  public void flushEvery(Duration interval, Runnable task) {
    tick = Optional.of(task);
  }

  void runFlushes() {
    drain(flushes);
  }

  void runPreparations() {
    drain(preparations);
  }

  void runReadAheads() {
    drain(readAheads);
  }

  int waitingReadAheads() {
    return readAheads.size();
  }

  void tick() {
    tick.orElseThrow().run();
  }

  /** Lets everything happen that is due. */
  void runAll() {
    runFlushes();
    runPreparations();
    runReadAheads();
  }

  private static void drain(Deque<Runnable> tasks) {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Override
  public void close() {
    runAll();
  }
}
