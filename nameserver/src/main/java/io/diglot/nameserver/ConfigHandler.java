package io.diglot.nameserver;

import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nameserver's own configuration, as lines {@code key=value}. */
final class ConfigHandler implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigHandler.class);

  /** What RocketMQ never lets anyone set from afar. */
  private static final Set<String> FORBIDDEN =
      Set.of("configBlackList", "configStorePath", "kvConfigPath", "rocketmqHome");

  private final NameServerConfig config;
  private final Switches switches;

  ConfigHandler(NameServerConfig config, Switches switches) {
    this.config = config;
    this.switches = switches;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(RequestCode.UPDATE_NAMESRV_CONFIG, RequestCode.GET_NAMESRV_CONFIG);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return CompletableFuture.completedStage(
        request.code() == RequestCode.GET_NAMESRV_CONFIG ? get() : update(request.body()));
  }

  private Response get() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("listenPort", Integer.toString(config.listen().getPort()));
    all.put("kvConfigPath", config.kvConfigPath().toString());
    all.put("scanNotActiveBrokerInterval", Long.toString(config.scanInterval().toMillis()));
    all.putAll(switches.now().asMap());
    StringBuilder text = new StringBuilder();
    all.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    return Response.ok().body(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
  }

  private Response update(ByteBuf body) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(body.toString(StandardCharsets.UTF_8)));
      Map<String, String> changes = new LinkedHashMap<>();
      properties
          .stringPropertyNames()
          .forEach(key -> changes.put(key, properties.getProperty(key)));
      if (changes.keySet().stream().anyMatch(FORBIDDEN::contains)) {
        return Response.of(ResponseCode.NO_PERMISSION, "Can not update config in black list.");
      }
      switches.change(changes);
      LOG.info("configuration changed: {}", changes);
      return Response.ok();
    } catch (IOException | IllegalArgumentException e) {
      return Response.of(ResponseCode.SYSTEM_ERROR, String.valueOf(e.getMessage()));
    }
  }
}
