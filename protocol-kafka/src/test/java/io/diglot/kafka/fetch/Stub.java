package io.diglot.kafka.fetch;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Something whose methods give what they are told to, and null otherwise. */
final class Stub {

  /** What a method gives that looks at its arguments. */
  @FunctionalInterface
  interface Answer {
    Object of(Object[] arguments);
  }

  private Stub() {}

  /** A stub with results, or an {@link Answer} that gives them, by the methods' names. */
  static <T> T of(Class<T> type, Map<String, Object> results) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                results.get(method.getName()) instanceof Answer answer
                    ? answer.of(arguments)
                    : results.get(method.getName())));
  }
}
