package io.diglot.nameserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.nameserver.machine.BrokerRoute;
import io.diglot.nameserver.machine.QueueRoute;
import io.diglot.nameserver.machine.RouteTable;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole: clusters, brokers, lists of topics; and the write permission of a whole broker. */
final class ClusterHandler implements RequestHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterHandler.class);

  private final Routes routes;
  private final Switches switches;

  ClusterHandler(Routes routes, Switches switches) {
    this.routes = routes;
    this.switches = switches;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.GET_BROKER_CLUSTER_INFO,
        RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER,
        RequestCode.GET_TOPICS_BY_CLUSTER,
        RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS,
        RequestCode.GET_UNIT_TOPIC_LIST,
        RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST,
        RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST,
        RequestCode.WIPE_WRITE_PERM_OF_BROKER,
        RequestCode.ADD_WRITE_PERM_OF_BROKER);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    return CompletableFuture.completedStage(serve(request));
  }

  private Response serve(Command request) {
    return switch (request.code()) {
      case RequestCode.GET_BROKER_CLUSTER_INFO -> clusters();
      case RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER ->
          list(switches.now().enableAllTopicList(), routes.with((table, now) -> table.topics()));
      case RequestCode.GET_TOPICS_BY_CLUSTER -> ofCluster(request.fields().text("cluster"));
      case RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS -> systemTopics();
      case RequestCode.GET_UNIT_TOPIC_LIST -> ofKind(QueueRoute::isUnit);
      case RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST -> ofKind(QueueRoute::isUnitSubscription);
      case RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST ->
          ofKind(queue -> queue.isUnitSubscription() && !queue.isUnit());
      case RequestCode.WIPE_WRITE_PERM_OF_BROKER -> wipe(request.fields().text("brokerName"));
      default -> add(request.fields().text("brokerName"));
    };
  }

  private Response clusters() {
    ObjectNode root = Json.object();
    ObjectNode brokers = root.putObject("brokerAddrTable");
    ObjectNode clusters = root.putObject("clusterAddrTable");
    routes.with(
        (table, now) -> {
          table.brokers().forEach(b -> brokers.set(b.brokerName(), RouteJson.broker(b, false)));
          table
              .clusters()
              .forEach(
                  (cluster, names) -> {
                    ArrayNode list = clusters.putArray(cluster);
                    names.forEach(list::add);
                  });
          return true;
        });
    return Response.ok().body(Json.write(root));
  }

  private Response ofCluster(String cluster) {
    return list(
        switches.now().enableTopicList(), routes.with((table, now) -> table.topicsOf(cluster)));
  }

  private Response ofKind(Predicate<QueueRoute> kind) {
    return list(
        switches.now().enableTopicList(), routes.with((table, now) -> table.topicsOfKind(kind)));
  }

  private static Response list(boolean enabled, Collection<String> topics) {
    if (!enabled) {
      return Response.of(ResponseCode.SYSTEM_ERROR, "disable");
    }
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("topicList");
    topics.forEach(list::add);
    return Response.ok().body(Json.write(root));
  }

  /**
   * Clusters and brokers are topics, too; with them goes the address of some broker, which knows
   * the rest.
   */
  private Response systemTopics() {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("topicList");
    routes.with(
        (table, now) -> {
          names(table).forEach(list::add);
          Optional<String> some =
              table.brokers().stream()
                  .map(BrokerRoute::addresses)
                  .map(a -> a.get(a.firstKey()))
                  .findFirst();
          some.ifPresent(address -> root.put("brokerAddr", address));
          return true;
        });
    return Response.ok().body(Json.write(root));
  }

  private static Set<String> names(RouteTable table) {
    Set<String> names = new TreeSet<>();
    table
        .clusters()
        .forEach(
            (cluster, brokers) -> {
              names.add(cluster);
              names.addAll(brokers);
            });
    return names;
  }

  private Response wipe(String brokerName) {
    int topics = routes.with((table, now) -> table.wipeWritePermission(brokerName));
    LOG.info("write permission taken from {} topics of {}", topics, brokerName);
    return Response.ok().field("wipeTopicCount", topics);
  }

  private Response add(String brokerName) {
    int topics = routes.with((table, now) -> table.addWritePermission(brokerName));
    LOG.info("write permission given to {} topics of {}", topics, brokerName);
    return Response.ok().field("addTopicCount", topics);
  }
}
