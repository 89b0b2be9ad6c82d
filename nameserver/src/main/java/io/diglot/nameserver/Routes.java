package io.diglot.nameserver;

import io.diglot.nameserver.machine.RouteTable;
import io.diglot.nameserver.machine.TopicRoute;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The route table for many threads: one short lock around it, and in front of it the routes that
 * clients asked for, which are read without the lock and forgotten whenever any route changes.
 */
final class Routes {
  private final InstantSource clock;
  private final RouteTable table = new RouteTable();
  private final Lock lock = new ReentrantLock();
  private final ConcurrentMap<String, TopicRoute> routes = new ConcurrentHashMap<>();

  Routes(InstantSource clock) {
    this.clock = clock;
  }

  /** Does something with the table, given the time in milliseconds. */
  <T> T with(BiFunction<RouteTable, Long, T> action) {
    lock.lock();
    try {
      long before = table.routeVersion();
      T result = action.apply(table, clock.millis());
      if (table.routeVersion() != before) {
        routes.clear();
      }
      return result;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The route of a topic. Topics that do not exist are not remembered: anybody can name as many as
   * he likes.
   */
  Optional<TopicRoute> route(String topic) {
    TopicRoute known = routes.get(topic);
    if (known != null) {
      return Optional.of(known);
    }
    return with(
        (state, now) -> {
          Optional<TopicRoute> route = state.route(topic);
          route.ifPresent(found -> routes.put(topic, found));
          return route;
        });
  }
}
