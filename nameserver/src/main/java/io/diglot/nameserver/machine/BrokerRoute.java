package io.diglot.nameserver.machine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One replica group.
 *
 * @param cluster its cluster
 * @param brokerName its name
 * @param addresses broker id to address; unmodifiable
 * @param actingMaster whether the replica with the smallest id stands in for a missing master
 * @param zone where it stands, empty when it does not say
 */
public record BrokerRoute(
    String cluster,
    String brokerName,
    SortedMap<Long, String> addresses,
    boolean actingMaster,
    String zone) {

  /** Keeps its own copy of the addresses. */
  public BrokerRoute {
    addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
  }

  BrokerRoute withAddresses(SortedMap<Long, String> newAddresses) {
    return new BrokerRoute(cluster, brokerName, newAddresses, actingMaster, zone);
  }

  boolean hasMaster() {
    return addresses.containsKey(Registration.MASTER);
  }
}
