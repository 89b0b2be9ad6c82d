package io.diglot.nativeprotocol.consumer;

import io.diglot.core.model.QueueName;
import java.util.List;

/** The queues of a topic on all brokers, as routes show them to consumers. Must not block. */
@FunctionalInterface
public interface ClusterQueues {
  /** The queues; empty for an unknown topic. */
  List<BrokerQueue> of(String topic);

  /** A queue and the broker that has it. */
  record BrokerQueue(String brokerName, QueueName queue) {}
}
