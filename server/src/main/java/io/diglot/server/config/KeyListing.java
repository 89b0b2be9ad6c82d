package io.diglot.server.config;

import java.util.List;

/** Prints the table of known keys as a configuration file that says nothing but the defaults. */
public final class KeyListing {
  private KeyListing() {}

  /** The keys of a broker. */
  public static String ofBroker() {
    return print(BrokerKeys.ALL);
  }

  /** The keys of a name server that runs on its own. */
  public static String ofNameserver() {
    return print(NameserverKeys.ALL);
  }

  private static String print(List<Key<?>> keys) {
    StringBuilder text = new StringBuilder();
    for (Key<?> key : keys) {
      text.append("# ").append(key.doc()).append('\n');
      text.append(key.name()).append('=').append(key.defaultText()).append('\n');
    }
    return text.toString();
  }
}
