package io.diglot.nameserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The key-value table. */
final class KvHandler implements RequestHandler {
  private final KvTable values;

  KvHandler(KvTable values) {
    this.values = values;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.PUT_KV_CONFIG,
        RequestCode.GET_KV_CONFIG,
        RequestCode.DELETE_KV_CONFIG,
        RequestCode.GET_KVLIST_BY_NAMESPACE);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    String namespace = fields.text("namespace");
    return switch (request.code()) {
      case RequestCode.PUT_KV_CONFIG ->
          values
              .put(namespace, fields.text("key"), fields.text("value"))
              .thenApply(done -> Response.ok());
      case RequestCode.DELETE_KV_CONFIG ->
          values.delete(namespace, fields.text("key")).thenApply(done -> Response.ok());
      case RequestCode.GET_KV_CONFIG ->
          CompletableFuture.completedStage(get(namespace, fields.text("key")));
      default -> CompletableFuture.completedStage(list(namespace));
    };
  }

  /** A namespace as RocketMQ's table of texts. */
  static ObjectNode table(Map<String, String> values) {
    ObjectNode root = Json.object();
    ObjectNode table = root.putObject("table");
    values.forEach(table::put);
    return root;
  }

  private Response get(String namespace, String key) {
    return values
        .get(namespace, key)
        .map(value -> Response.ok().field("value", value))
        .orElseGet(() -> absent("No config item, Namespace: " + namespace + " Key: " + key));
  }

  private Response list(String namespace) {
    return values
        .namespace(namespace)
        .map(table -> Response.ok().body(Json.write(table(table))))
        .orElseGet(() -> absent("No config item, Namespace: " + namespace));
  }

  private static Response absent(String remark) {
    return Response.of(ResponseCode.QUERY_NOT_FOUND, remark);
  }
}
