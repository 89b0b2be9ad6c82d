package io.diglot.core.group.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.Subscription;
import io.diglot.core.group.machine.ClientMachine;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientMachineTest {
  private final ClientMachine machine = new ClientMachine();

  private static Subscription subscription(String topic, String expression, long version) {
    return new Subscription(topic, expression, "TAG", Set.of(), version);
  }

  private static Optional<Map<String, Subscription>> to(Subscription... subscriptions) {
    Map<String, Subscription> map = new HashMap<>();
    Arrays.stream(subscriptions).forEach(each -> map.put(each.topic(), each));
    return Optional.of(map);
  }

  private boolean heartbeat(
      String group,
      String client,
      long connection,
      Optional<Map<String, Subscription>> subscriptions) {
    return machine.heartbeat(
        new ClientHeartbeat(group, client, connection, true, false, "", subscriptions), 0);
  }

  private Map<String, Subscription> subscriptions() {
    return machine.find("g").orElseThrow().subscriptions();
  }

  @Test
  void onlyOtherTopicsAreAChange() {
    assertTrue(heartbeat("g", "a", 1, to(subscription("t", "*", 1))));
    assertFalse(heartbeat("g", "a", 1, to(subscription("t", "*", 1))));
    assertFalse(heartbeat("g", "a", 1, to(subscription("t", "x", 2))));
    assertEquals("x", subscriptions().get("t").expression());
    assertFalse(heartbeat("g", "a", 1, to(subscription("t", "older", 1))));
    assertEquals("x", subscriptions().get("t").expression());
    assertTrue(heartbeat("g", "a", 1, to(subscription("t", "x", 2), subscription("u", "*", 1))));
    assertTrue(heartbeat("g", "a", 1, to(subscription("u", "*", 1))));
    assertEquals(Set.of("u"), subscriptions().keySet());
  }

  @Test
  void aHeartbeatWithoutSubscriptionsKeepsTheKnownOnes() {
    heartbeat("g", "a", 1, to(subscription("t", "*", 1)));
    assertFalse(heartbeat("g", "a", 1, Optional.empty()));
    assertTrue(heartbeat("g", "b", 2, Optional.empty()), "a newcomer");
    assertEquals(Set.of("t"), subscriptions().keySet());
  }

  @Test
  void aConnectionTakesItsMembersOfAllGroupsWithIt() {
    heartbeat("g", "a", 1, to());
    heartbeat("h", "a", 1, to());
    heartbeat("g", "b", 2, to());
    assertEquals(Set.of("g", "h"), machine.disconnected(1));
    assertEquals(Set.of(), machine.disconnected(1));
    assertEquals(Set.of("g"), machine.names());
    assertFalse(machine.hasMembers("h"));
  }

  @Test
  void aMemberThatCameBackOnAnotherConnectionSurvivesTheOldOne() {
    heartbeat("g", "a", 1, to());
    assertFalse(heartbeat("g", "a", 2, to()));
    assertEquals(Set.of(), machine.disconnected(1));
    assertTrue(machine.hasMembers("g"));
    assertEquals(Set.of("g"), machine.disconnected(2));
  }
}
