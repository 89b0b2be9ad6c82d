package io.diglot.nameserver;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.diglot.nameserver.machine.BrokerRoute;
import io.diglot.nameserver.machine.QueueRoute;
import io.diglot.nameserver.machine.TopicRoute;
import io.diglot.remoting.BadRequestException;
import io.diglot.remoting.ProtocolVersion;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Routes and clusters as JSON. In a route the broker ids, which are keys of a map, are not quoted
 * for clients before 4.9.4: clients of that age in other languages cannot read quoted ones, and all
 * later ones want standard JSON. Elsewhere they are always quoted.
 */
final class RouteJson {
  private RouteJson() {}

  /** Whether a client of this version wants its routes without quotes. */
  static boolean isOldDialect(int version, boolean acceptStandardJsonOnly) {
    return version < ProtocolVersion.V4_9_4 && !acceptStandardJsonOnly;
  }

  static ByteBuf route(TopicRoute route, Optional<String> orderConfiguration, boolean oldDialect) {
    ObjectNode root = Json.object();
    ArrayNode brokers = root.putArray("brokerDatas");
    route.brokers().forEach(broker -> brokers.add(broker(broker, oldDialect)));
    root.putObject("filterServerTable");
    orderConfiguration.ifPresent(text -> root.put("orderTopicConf", text));
    ArrayNode queues = root.putArray("queueDatas");
    for (QueueRoute queue : route.queues()) {
      queues
          .addObject()
          .put("brokerName", queue.brokerName())
          .put("perm", queue.permission())
          .put("readQueueNums", queue.readQueues())
          .put("topicSysFlag", queue.sysFlag())
          .put("writeQueueNums", queue.writeQueues());
    }
    return Json.write(root);
  }

  static ObjectNode broker(BrokerRoute broker, boolean oldDialect) {
    ObjectNode node = Json.object();
    if (oldDialect) {
      node.putRawValue("brokerAddrs", new RawValue(unquoted(broker.addresses())));
    } else {
      node.set("brokerAddrs", addresses(broker));
    }
    node.put("brokerName", broker.brokerName())
        .put("cluster", broker.cluster())
        .put("enableActingMaster", broker.actingMaster());
    if (!broker.zone().isEmpty()) {
      node.put("zoneName", broker.zone());
    }
    return node;
  }

  static ObjectNode addresses(BrokerRoute broker) {
    ObjectNode node = Json.object();
    broker.addresses().forEach((id, address) -> node.put(Long.toString(id), address));
    return node;
  }

  /** The queues of a route that a broker announces. */
  static List<QueueRoute> readQueues(ByteBuf body) {
    List<QueueRoute> queues = new ArrayList<>();
    for (JsonNode queue : Json.read(body).path("queueDatas")) {
      String brokerName = queue.path("brokerName").asText();
      if (brokerName.isEmpty()) {
        throw new BadRequestException("a queue without brokerName");
      }
      queues.add(
          new QueueRoute(
              brokerName,
              queue.path("readQueueNums").asInt(),
              queue.path("writeQueueNums").asInt(),
              queue.path("perm").asInt(),
              queue.path("topicSysFlag").asInt()));
    }
    return queues;
  }

  private static String unquoted(SortedMap<Long, String> addresses) {
    StringBuilder json = new StringBuilder("{");
    addresses.forEach(
        (id, address) -> {
          if (json.length() > 1) {
            json.append(',');
          }
          json.append(id).append(":\"");
          JsonStringEncoder.getInstance().quoteAsString(address, json);
          json.append('"');
        });
    return json.append('}').toString();
  }
}
