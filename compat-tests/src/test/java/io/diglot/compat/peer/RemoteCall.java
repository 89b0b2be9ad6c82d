package io.diglot.compat.peer;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a method in a child JVM.
 *
 * @param target number of the object there; 0 is the peer itself
 * @param kind name of the interface
 * @param method name of the method
 * @param parameterTypes names of the types of its parameters, which tell methods of one name apart
 * @param arguments the arguments
 */
record RemoteCall(
    int target, String kind, String method, List<String> parameterTypes, List<Object> arguments)
    implements Serializable {

  /**
   * What came of it.
   *
   * @param object number of the object that it made, or -1
   * @param value what it returned, when that is a value
   * @param failure what it threw
   */
  record Reply(int object, @Nullable Object value, @Nullable String failure)
      implements Serializable {}

  static RemoteCall of(int target, Method method, Object @Nullable [] arguments) {
    return new RemoteCall(
        target,
        method.getDeclaringClass().getName(),
        method.getName(),
        types(method),
        arguments == null ? List.of() : Arrays.asList(arguments));
  }

  private static List<String> types(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
  }

  /** The method in the interface that the class implements. */
  Method method(Class<?> type) throws ReflectiveOperationException {
    return Arrays.stream(Class.forName(kind).getMethods())
        .filter(m -> m.getName().equals(method) && types(m).equals(parameterTypes))
        .filter(m -> m.getDeclaringClass().isAssignableFrom(type))
        .findFirst()
        .orElseThrow();
  }
}
