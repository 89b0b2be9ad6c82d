package io.diglot.remoting;

/** Hears of the end of connections. */
public interface ConnectionListener {
  /**
   * Called once per connection after it has gone, whoever closed it, on its event loop: it must not
   * block.
   */
  void closed(Connection connection);
}
