package io.diglot.nameserver;

import java.util.Map;

/** The switches as they are now. */
final class Switches {
  private volatile NameServerSwitches now;

  Switches(NameServerSwitches initial) {
    now = initial;
  }

  NameServerSwitches now() {
    return now;
  }

  /** See {@link NameServerSwitches#with}. */
  synchronized void change(Map<String, String> changes) {
    now = now.with(changes);
  }
}
