package io.diglot.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed in the reverse order. Not thread-safe. */
final class OpenParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenParts.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  /** Takes a part over; the one that was added last is closed first. */
  <P extends AutoCloseable> P add(P part) {
    parts.push(part);
    return part;
  }

  /** Closes all, also those after one that fails. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.error("a part did not close cleanly", e);
      }
    }
  }
}
