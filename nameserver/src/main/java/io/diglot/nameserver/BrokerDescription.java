package io.diglot.nameserver;

import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.TopicSettings;
import java.util.List;

/**
 * What a broker tells the nameservers about itself.
 *
 * @param cluster its cluster
 * @param brokerName its replica group
 * @param brokerId its number in the group; 0 is the master
 * @param address where clients dial it, {@code host:port}
 * @param haAddress where replicas would dial it, {@code host:port}
 * @param version changes whenever the topics do, or nameservers will not look at them
 * @param topics all its topics, with those that RocketMQ expects of every broker: {@code TBW102},
 *     and one named as the cluster and one as the broker
 */
public record BrokerDescription(
    String cluster,
    String brokerName,
    long brokerId,
    String address,
    String haAddress,
    DataVersion version,
    List<TopicSettings> topics) {

  /** Keeps its own copy of the topics. */
  public BrokerDescription {
    topics = List.copyOf(topics);
  }
}
