package io.diglot.nameserver;

import io.diglot.nameserver.machine.QueueRoute;
import io.diglot.nameserver.machine.TopicRoute;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One topic: its route, which clients ask for every 30 seconds; announcing it; forgetting it. */
final class TopicHandler implements RequestHandler {
  private final Routes routes;
  private final KvTable values;
  private final Switches switches;

  TopicHandler(Routes routes, KvTable values, Switches switches) {
    this.routes = routes;
    this.values = values;
    this.switches = switches;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_ROUTEINFO_BY_TOPIC,
        RequestCode.REGISTER_TOPIC_IN_NAMESRV,
        RequestCode.DELETE_TOPIC_IN_NAMESRV);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return CompletableFuture.completedStage(
        switch (request.code()) {
          case RequestCode.GET_ROUTEINFO_BY_TOPIC -> route(request);
          case RequestCode.REGISTER_TOPIC_IN_NAMESRV -> register(request);
          default -> delete(request.fields());
        });
  }

  private Response route(Command request) {
    Fields fields = request.fields();
    String topic = fields.text("topic");
    Optional<TopicRoute> route = routes.route(topic);
    if (route.isEmpty()) {
      return Response.of(
          ResponseCode.TOPIC_NOT_EXIST,
          "No topic route info in name server for the topic: " + topic);
    }
    Optional<String> order =
        switches.now().orderMessageEnable()
            ? values.get(KvTable.ORDER_TOPIC_CONFIG, topic)
            : Optional.empty();
    boolean oldDialect =
        RouteJson.isOldDialect(request.version(), fields.bool("acceptStandardJsonOnly", false));
    return Response.ok().body(RouteJson.route(route.get(), order, oldDialect));
  }

  private Response register(Command request) {
    String topic = request.fields().text("topic");
    List<QueueRoute> queues = RouteJson.readQueues(request.body());
    routes.with(
        (table, now) -> {
          table.registerTopic(topic, queues);
          return true;
        });
    return Response.ok();
  }

  private Response delete(Fields fields) {
    String topic = fields.text("topic");
    String cluster = fields.text("clusterName", "");
    routes.with(
        (table, now) -> {
          if (cluster.isEmpty()) {
            table.deleteTopic(topic);
          } else {
            table.deleteTopic(topic, cluster);
          }
          return true;
        });
    return Response.ok();
  }
}
