package io.diglot.nameserver.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
  private static final BrokerAddress A0 = new BrokerAddress("c", "a:1");
  private static final BrokerAddress A1 = new BrokerAddress("c", "a:2");
  private static final BrokerAddress B0 = new BrokerAddress("c", "b:1");

  private final RouteTable table = new RouteTable();
  private final Object lineA = new Object();
  private final Object lineB = new Object();

  @Test
  void aRegisteredTopicHasARouteOverAllItsBrokers() {
    register(A0, "a", 0, 1, "T", "U");
    register(B0, "b", 0, 1, "T", "V");
    TopicRoute route = table.route("T").orElseThrow();
    assertEquals(List.of(queue("a", 6), queue("b", 6)), route.queues());
    assertEquals(List.of("a", "b"), route.brokers().stream().map(BrokerRoute::brokerName).toList());
    assertEquals(Map.of(0L, "a:1"), route.brokers().get(0).addresses());
    assertEquals(List.of("T", "U", "V"), table.topics());
    assertEquals(Map.of("c", Set.of("a", "b")), table.clusters());
  }

  @Test
  void anUnknownTopicHasNoRoute() {
    assertEquals(Optional.empty(), table.route("T"));
  }

  @Test
  void unregisteringTakesTheBrokerOutOfEveryRoute() {
    register(A0, "a", 0, 1, "T", "U");
    register(B0, "b", 0, 1, "T", "V");
    table.unregister(A0, "a");
    assertEquals(List.of(queue("b", 6)), table.route("T").orElseThrow().queues());
    assertEquals(Optional.empty(), table.route("U"));
    assertEquals(List.of("T", "V"), table.topics());
    assertEquals(Map.of("c", Set.of("b")), table.clusters());
  }

  @Test
  void unregisteringWhatIsNotRegisteredChangesNothing() {
    register(A0, "a", 0, 1, "T", "U");
    long version = table.routeVersion();
    table.unregister(B0, "a");
    table.unregister(B0, "b");
    assertEquals(version, table.routeVersion());
  }

  @Test
  void aSilentBrokerExpiresAfterItsTimeoutAndNotBefore() {
    register(A0, "a", 0, 1, "T", "U");
    assertEquals(List.of(), table.expire(120_000));
    assertEquals(List.of(lineA), table.expire(120_001));
    assertEquals(Optional.empty(), table.route("T"));
    assertEquals(List.of(), table.expire(1_000_000));
  }

  @Test
  void aHeartbeatKeepsABrokerAliveButMakesNone() {
    register(A0, "a", 0, 1, "T", "U");
    table.heartbeat(A0, 100_000);
    table.heartbeat(B0, 100_000);
    assertEquals(List.of(), table.expire(220_000));
    assertEquals(List.of(lineA), table.expire(220_001));
  }

  @Test
  void aClosedConnectionForgetsTheBrokersThatCameOverIt() {
    register(A0, "a", 0, 1, "T", "U");
    register(B0, "b", 0, 1, "T", "V");
    assertTrue(table.connectionClosed(lineA));
    assertFalse(table.connectionClosed(lineA));
    assertEquals(List.of(queue("b", 6)), table.route("T").orElseThrow().queues());
  }

  @Test
  void aBrokerThatReconnectedSurvivesTheEndOfItsOldConnection() {
    register(A0, "a", 0, 1, "T", "U");
    table.register(registration(A0, "a", 0, 1, false, "T", "U"), lineB, 5);
    assertFalse(table.connectionClosed(lineA));
    assertTrue(table.route("T").isPresent());
  }

  @Test
  void aNewDataVersionChangesTopicsAndAnOldOneDoesNot() {
    register(A0, "a", 0, 1, "T", "U");
    table.wipeWritePermission("a");
    register(A0, "a", 0, 1, "T", "U");
    assertEquals(List.of(queue("a", 4)), table.route("T").orElseThrow().queues());
    register(A0, "a", 0, 2, "T", "U");
    assertEquals(List.of(queue("a", 6)), table.route("T").orElseThrow().queues());
  }

  @Test
  void aTopicThatWasForgottenComesBackWithTheSameDataVersion() {
    register(A0, "a", 0, 1, "T", "U");
    table.deleteTopic("T");
    assertEquals(Optional.empty(), table.route("T"));
    register(A0, "a", 0, 1, "T", "U");
    assertTrue(table.route("T").isPresent());
  }

  @Test
  void aRegistrationMayLeaveTopicsOutUnlessItSaysThatItHasThemAll() {
    register(A0, "a", 0, 1, "T", "U");
    register(B0, "b", 0, 1, "T", "U");
    register(A0, "a", 0, 2, "U");
    assertEquals(2, table.route("T").orElseThrow().queues().size());
    table.register(registration(A0, "a", 0, 3, true, "U"), lineA, 0);
    assertEquals(List.of(queue("b", 6)), table.route("T").orElseThrow().queues());
    assertEquals(2, table.route("U").orElseThrow().queues().size());
  }

  @Test
  void theFirstRegistrationMustBeWhole() {
    assertInstanceOf(
        RegistrationOutcome.FirstMustBeWhole.class,
        table.register(registration(A0, "a", 0, 1, false, "T"), lineA, 0));
    assertEquals(List.of(), table.brokers());
  }

  @Test
  void aReplicaIsToldItsMasterAndDoesNotSpeakForTopics() {
    register(A0, "a", 0, 1, "T", "U");
    RegistrationOutcome outcome = register(A1, "a", 1, 1, "X", "Y");
    assertEquals(new RegistrationOutcome.Accepted("a:1", "ha"), outcome);
    assertEquals(Map.of(0L, "a:1", 1L, "a:2"), table.broker("a").orElseThrow().addresses());
    assertEquals(List.of("T", "U"), table.topics());
  }

  @Test
  void aReplicaThatBecomesMasterLeavesItsOldId() {
    register(A0, "a", 0, 1, "T", "U");
    register(A1, "a", 1, 1, "T", "U");
    table.unregister(A0, "a");
    register(A1, "a", 0, 2, "T", "U");
    assertEquals(Map.of(0L, "a:2"), table.broker("a").orElseThrow().addresses());
  }

  @Test
  void aReplicaThatStandsInMayOnlyRead() {
    Registration standIn =
        new Registration(
            A1,
            "a",
            1,
            "ha",
            120_000,
            Optional.of(true),
            "",
            version(0, 1),
            topics("T", "U"),
            false);
    table.register(standIn, lineA, 0);
    assertEquals(List.of(queue("a", 4)), table.route("T").orElseThrow().queues());
  }

  @Test
  void anOlderProcessCannotTakeTheNameFromANewerOne() {
    Registration newer =
        new Registration(
            A0,
            "a",
            0,
            "ha",
            120_000,
            Optional.empty(),
            "",
            version(2, 1),
            topics("T", "U"),
            false);
    table.register(newer, lineA, 0);
    assertInstanceOf(
        RegistrationOutcome.Outdated.class,
        table.register(registration(A1, "a", 0, 1, false, "T", "U"), lineB, 0));
    assertEquals(Map.of(0L, "a:1"), table.broker("a").orElseThrow().addresses());
  }

  @Test
  void permissionsOfAWholeBroker() {
    register(A0, "a", 0, 1, "T", "U");
    register(B0, "b", 0, 1, "T", "V");
    assertEquals(2, table.wipeWritePermission("a"));
    assertEquals(List.of(queue("a", 4), queue("b", 6)), table.route("T").orElseThrow().queues());
    assertEquals(2, table.addWritePermission("a"));
    assertEquals(List.of(queue("a", 6), queue("b", 6)), table.route("T").orElseThrow().queues());
    assertEquals(0, table.wipeWritePermission("none"));
  }

  @Test
  void aTopicIsForgottenInOneClusterOnly() {
    register(A0, "a", 0, 1, "T", "U");
    BrokerAddress other = new BrokerAddress("d", "x:1");
    table.register(registration(other, "x", 0, 1, false, "T", "U"), lineB, 0);
    assertEquals(List.of("T", "U"), table.topicsOf("d"));
    table.deleteTopic("T", "d");
    assertEquals(List.of("U"), table.topicsOf("d"));
    assertEquals(List.of(queue("a", 6)), table.route("T").orElseThrow().queues());
    assertEquals(List.of(), table.topicsOf("none"));
  }

  @Test
  void aTopicIsAnnouncedOnRegisteredBrokersOnly() {
    register(A0, "a", 0, 1, "T", "U");
    table.registerTopic("N", List.of(queue("a", 6), queue("b", 6)));
    assertEquals(Optional.empty(), table.route("N"));
    table.registerTopic("N", List.of(queue("a", 6)));
    assertEquals(List.of(queue("a", 6)), table.route("N").orElseThrow().queues());
  }

  @Test
  void topicsAreFoundByTheirFlags() {
    table.register(
        new Registration(
            A0,
            "a",
            0,
            "ha",
            120_000,
            Optional.empty(),
            "",
            version(0, 1),
            List.of(
                new TopicSettings("unit", 4, 4, 6, 1, false),
                new TopicSettings("both", 4, 4, 6, 3, false),
                new TopicSettings("none", 4, 4, 6, 0, false)),
            false),
        lineA,
        0);
    assertEquals(List.of("both", "unit"), table.topicsOfKind(QueueRoute::isUnit));
    assertEquals(List.of("both"), table.topicsOfKind(QueueRoute::isUnitSubscription));
  }

  @Test
  void theRouteVersionTellsWhetherARouteCouldHaveChanged() {
    register(A0, "a", 0, 1, "T", "U");
    long version = table.routeVersion();
    register(A0, "a", 0, 1, "T", "U");
    table.heartbeat(A0, 9);
    table.deleteTopic("none");
    assertEquals(version, table.routeVersion());
    register(A0, "a", 0, 2, "T", "U", "V");
    assertNotEquals(version, table.routeVersion());
  }

  @Test
  void theDataVersionOfABrokerIsTheOneThatItRegistered() {
    register(A0, "a", 0, 7, "T", "U");
    assertEquals(Optional.of(version(0, 7)), table.versionOf(A0));
    assertEquals(Optional.empty(), table.versionOf(B0));
  }

  private RegistrationOutcome register(
      BrokerAddress address, String name, long id, long counter, String... topics) {
    Object line = address.equals(A0) ? lineA : lineB;
    return table.register(registration(address, name, id, counter, false, topics), line, 0);
  }

  private static Registration registration(
      BrokerAddress address, String name, long id, long counter, boolean all, String... topics) {
    return new Registration(
        address,
        name,
        id,
        "ha",
        120_000,
        Optional.empty(),
        "",
        version(0, counter),
        topics(topics),
        all);
  }

  private static List<TopicSettings> topics(String... names) {
    return Arrays.stream(names).map(name -> new TopicSettings(name, 4, 4, 6, 0, false)).toList();
  }

  private static DataVersion version(long state, long counter) {
    return new DataVersion(state, 1, counter);
  }

  private static QueueRoute queue(String broker, int permission) {
    return new QueueRoute(broker, 4, 4, permission, 0);
  }
}
