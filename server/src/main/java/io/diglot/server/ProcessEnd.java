package io.diglot.server;

import io.diglot.core.runtime.Threads;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the process running until it is told to end (SIGTERM, SIGINT), and then closes what runs in
 * it.
 */
final class ProcessEnd {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessEnd.class);

  private ProcessEnd() {}

  static void await(AutoCloseable running) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(Threads.create("shutdown", () -> close(running)));
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable running) {
    LOG.info("stopping");
    try {
      running.close();
      LOG.info("stopped");
    } catch (Exception e) {
      LOG.error("did not stop cleanly", e);
    }
  }
}
