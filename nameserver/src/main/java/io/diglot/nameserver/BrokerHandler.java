package io.diglot.nameserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diglot.nameserver.machine.BrokerAddress;
import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.Registration;
import io.diglot.nameserver.machine.RegistrationOutcome;
import io.diglot.remoting.Command;
import io.diglot.remoting.Connection;
import io.diglot.remoting.Fields;
import io.diglot.remoting.RequestCode;
import io.diglot.remoting.RequestHandler;
import io.diglot.remoting.Response;
import io.diglot.remoting.ResponseCode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What brokers say: here I am, I am still here, did you get my topics, I leave. */
final class BrokerHandler implements RequestHandler {
  /** A field of our own brokers, named as the switch: their registration has all their topics. */
  static final String ALL_TOPICS = "deleteTopicWithBrokerRegistration";

  private static final Logger LOG = LoggerFactory.getLogger(BrokerHandler.class);

  private final Routes routes;
  private final KvTable values;
  private final Switches switches;

  BrokerHandler(Routes routes, KvTable values, Switches switches) {
    this.routes = routes;
    this.values = values;
    this.switches = switches;
  }

  @Override
  public Set<Integer> codes() {
    return Set.of(
        RequestCode.REGISTER_BROKER,
        RequestCode.UNREGISTER_BROKER,
        RequestCode.BROKER_HEARTBEAT,
        RequestCode.QUERY_DATA_VERSION,
        RequestCode.GET_BROKER_MEMBER_GROUP);
  }

  @Override
  public CompletionStage<Response> handle(Connection connection, Command request) {
    Fields fields = request.fields();
    return CompletableFuture.completedStage(
        switch (request.code()) {
          case RequestCode.REGISTER_BROKER -> register(connection, request);
          case RequestCode.UNREGISTER_BROKER -> unregister(fields);
          case RequestCode.BROKER_HEARTBEAT -> heartbeat(fields);
          case RequestCode.QUERY_DATA_VERSION -> queryVersion(request);
          default -> members(fields);
        });
  }

  private Response register(Connection connection, Command request) {
    Fields fields = request.fields();
    int announcedCrc = fields.int32("bodyCrc32", 0);
    if (announcedCrc != 0 && announcedCrc != RegistrationBody.crc32(request.body())) {
      return Response.of(ResponseCode.SYSTEM_ERROR, "crc32 not match");
    }
    Registration registration = read(fields, request);
    RegistrationOutcome outcome =
        routes.with((table, now) -> table.register(registration, connection, now));
    if (outcome instanceof RegistrationOutcome.FirstMustBeWhole) {
      return Response.of(ResponseCode.SYSTEM_ERROR, "register broker failed");
    }
    Response response = Response.ok();
    if (outcome instanceof RegistrationOutcome.Accepted accepted
        && !accepted.masterAddress().isEmpty()) {
      response
          .field("masterAddr", accepted.masterAddress())
          .field("haServerAddr", accepted.masterHaAddress());
    } else if (outcome instanceof RegistrationOutcome.Outdated) {
      LOG.warn(
          "{} {}: another process holds this name and id",
          registration.brokerName(),
          registration.broker());
    }
    if (switches.now().returnOrderTopicConfigToBroker()) {
      values
          .namespace(KvTable.ORDER_TOPIC_CONFIG)
          .ifPresent(table -> response.body(Json.write(KvHandler.table(table))));
    }
    return response;
  }

  private Registration read(Fields fields, Command request) {
    RegistrationBody body = RegistrationBody.read(request.body(), fields.bool("compressed", false));
    Optional<Boolean> actingMaster =
        fields.has("enableActingMaster")
            ? Optional.of(fields.bool("enableActingMaster"))
            : Optional.empty();
    boolean allTopics =
        fields.bool(ALL_TOPICS, false) || switches.now().deleteTopicWithBrokerRegistration();
    return new Registration(
        address(fields),
        fields.text("brokerName"),
        fields.int64("brokerId"),
        fields.text("haServerAddr"),
        fields.int64("heartbeatTimeoutMillis", Registration.USUAL_TIMEOUT_MILLIS),
        actingMaster,
        fields.text("zoneName", ""),
        body.version(),
        body.topics(),
        allTopics);
  }

  private Response unregister(Fields fields) {
    BrokerAddress address = address(fields);
    String brokerName = fields.text("brokerName");
    routes.with(
        (table, now) -> {
          table.unregister(address, brokerName);
          return true;
        });
    LOG.info("{} {} unregistered", brokerName, address);
    return Response.ok();
  }

  private Response heartbeat(Fields fields) {
    BrokerAddress address = address(fields);
    routes.with(
        (table, now) -> {
          table.heartbeat(address, now);
          return true;
        });
    return Response.ok();
  }

  /** Also a sign of life: a broker asks this instead of registering as long as nothing changes. */
  private Response queryVersion(Command request) {
    BrokerAddress address = address(request.fields());
    DataVersion asked = RegistrationBody.readVersion(Json.read(request.body()));
    Optional<DataVersion> known =
        routes.with(
            (table, now) -> {
              table.heartbeat(address, now);
              return table.versionOf(address);
            });
    Response response = Response.ok().field("changed", !known.equals(Optional.of(asked)));
    known.ifPresent(version -> response.body(Json.write(RegistrationBody.write(version))));
    return response;
  }

  private Response members(Fields fields) {
    String cluster = fields.text("clusterName");
    String brokerName = fields.text("brokerName");
    ObjectNode root = Json.object();
    ObjectNode group = root.putObject("brokerMemberGroup");
    group.putObject("brokerAddrs");
    routes
        .with((table, now) -> table.broker(brokerName))
        .ifPresent(broker -> group.set("brokerAddrs", RouteJson.addresses(broker)));
    group.put("brokerName", brokerName).put("cluster", cluster);
    return Response.ok().body(Json.write(root));
  }

  private static BrokerAddress address(Fields fields) {
    return new BrokerAddress(fields.text("clusterName"), fields.text("brokerAddr"));
  }
}
