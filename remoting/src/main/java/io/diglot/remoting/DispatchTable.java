package io.diglot.remoting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which handler serves which request code, computed from what the handlers declare. Immutable. */
final class DispatchTable {
  private final Map<Integer, RequestHandler> byCode;

  /** Refuses two handlers for one code. */
  DispatchTable(List<RequestHandler> handlers) {
    Map<Integer, RequestHandler> table = new HashMap<>();
    for (RequestHandler handler : handlers) {
      for (int code : handler.codes()) {
        RequestHandler other = table.put(code, handler);
        if (other != null) {
          throw new IllegalArgumentException(
              "request code "
                  + code
                  + " is declared by "
                  + other.getClass()
                  + " and "
                  + handler.getClass());
        }
      }
    }
    byCode = Map.copyOf(table);
  }

  @Nullable RequestHandler find(int code) {
    return byCode.get(code);
  }
}
