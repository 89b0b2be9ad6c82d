package io.diglot.benchmarks.client;

import java.util.concurrent.CountDownLatch;

/** Threads of a driver. A failure of one ends the driver. */
final class Work {
  private static final int FAILED = 3;

  private Work() {}

  /** What a thread does. */
  @FunctionalInterface
  interface Task {
    void run(int number) throws Exception;
  }

  /** Starts threads that end with the process. */
  static void start(int threads, String name, Task task) {
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread thread = new Thread(() -> run(task, number), name + "-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Runs threads and waits for the end of all. */
  static void runAll(int threads, String name, Task task) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(threads);
    start(
        threads,
        name,
        number -> {
          task.run(number);
          ended.countDown();
        });
    ended.await();
  }

  private static void run(Task task, int number) {
    try {
      task.run(number);
    } catch (Exception e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
