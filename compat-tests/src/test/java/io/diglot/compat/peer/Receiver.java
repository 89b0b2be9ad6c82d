package io.diglot.compat.peer;

import java.util.List;

/** A consumer. */
public interface Receiver extends AutoCloseable {

  /** Waits for so many messages, and fails when they do not come within half a minute. */
  List<Received> take(int count);

  /** What comes within the time: for showing that nothing more does. */
  List<Received> rest(int millis);

  /** Commits what was taken (as a member of a group) and leaves. */
  @Override
  void close();
}
