package io.diglot.nativeprotocol.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.nativeprotocol.answer.Json;
import io.diglot.nativeprotocol.answer.TopicJson;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.ProtocolVersion;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * UPDATE_BROKER_CONFIG (25), GET_BROKER_CONFIG (26), GET_BROKER_RUNTIME_INFO (28), and the requests
 * to clean up at once (306, 316, 329), which the broker does by itself.
 */
public final class BrokerHandler implements RequestHandler {
  private static final String IDLE_RATES = "0.0 0.0 0.0";

  private final Map<String, String> configuration;
  private final InstantSource clock;
  private final long startedAt;

  /** A handler that shows this configuration. */
  public BrokerHandler(Map<String, String> configuration, InstantSource clock) {
    this.configuration = new TreeMap<>(configuration);
    this.clock = clock;
    this.startedAt = clock.millis();
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.UPDATE_BROKER_CONFIG,
        RequestCode.GET_BROKER_CONFIG,
        RequestCode.GET_BROKER_RUNTIME_INFO,
        RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE,
        RequestCode.CLEAN_UNUSED_TOPIC,
        RequestCode.DELETE_EXPIRED_COMMITLOG);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return CompletableFuture.completedStage(
        switch (request.code()) {
          case RequestCode.UPDATE_BROKER_CONFIG ->
              Response.of(
                  ResponseCode.NO_PERMISSION,
                  "the configuration is read at the start: change the file and start again");
          case RequestCode.GET_BROKER_CONFIG -> configuration();
          case RequestCode.GET_BROKER_RUNTIME_INFO -> runtimeInfo();
          default -> Response.ok();
        });
  }

  private Response configuration() {
    StringBuilder text = new StringBuilder();
    configuration.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Response.ok()
        .field("version", TopicJson.version(0).toString())
        .body(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  /** What {@code mqadmin clusterList} and {@code brokerStatus} show. */
  private Response runtimeInfo() {
    long uptime = clock.millis() - startedAt;
    ObjectNode table =
        Json.object()
            .put("brokerActive", "true")
            .put("brokerVersion", Integer.toString(ProtocolVersion.CURRENT))
            .put("brokerVersionDesc", "V5_5_0")
            .put("bootTimestamp", Long.toString(startedAt))
            .put("runtime", "[ " + uptime / 1000 + " seconds ]")
            .put("putTps", IDLE_RATES)
            .put("getTransferredTps", IDLE_RATES)
            .put("sendThreadPoolQueueSize", "0")
            .put("pullThreadPoolQueueSize", "0")
            .put("sendThreadPoolQueueHeadWaitTimeMills", "0")
            .put("pullThreadPoolQueueHeadWaitTimeMills", "0")
            .put("pageCacheLockTimeMills", "0");
    return Json.answer(Json.object().set("table", table));
  }
}
