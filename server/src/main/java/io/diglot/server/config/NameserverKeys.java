package io.diglot.server.config;

import java.util.List;

/** Every key that a name server knows when it runs on its own, with its default. */
final class NameserverKeys {
  static final Key<String> BIND_ADDRESS =
      new Key<>(
          "bindAddress",
          Values.text(),
          "127.0.0.1",
          "where listenPort listens; 0.0.0.0 is everywhere");
  static final Key<Integer> LISTEN_PORT =
      new Key<>("listenPort", Values.integer(0, 65535), "9876", "the port; 0 takes a free one");

  /** All of them, in the order of the documentation. */
  static final List<Key<?>> ALL = List.of(BIND_ADDRESS, LISTEN_PORT);

  private NameserverKeys() {}
}
