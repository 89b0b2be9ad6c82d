package io.diglot.nameserver.machine;

import java.util.List;

/**
 * What a client needs to reach a topic.
 *
 * @param queues the topic's queues, by broker name
 * @param brokers the replica groups that hold them, by broker name
 */
public record TopicRoute(List<QueueRoute> queues, List<BrokerRoute> brokers) {
  /** Keeps its own copies. */
  public TopicRoute {
    queues = List.copyOf(queues);
    brokers = List.copyOf(brokers);
  }
}
