package io.diglot.kafka.api;

import java.util.List;
import org.apache.kafka.common.Node;

/**
 * This broker as its clients see it: the only node of its cluster, leader of every partition,
 * coordinator of every group.
 *
 * @param clusterId the cluster's id
 * @param id the node id
 * @param host what clients dial
 * @param port what clients dial
 */
public record BrokerNode(String clusterId, int id, String host, int port) {

  /** The same in Kafka's class. */
  public Node node() {
    return new Node(id, host, port);
  }

  /** The replicas, and the in-sync replicas, of every partition. */
  public List<Integer> replicas() {
    return List.of(id);
  }
}
