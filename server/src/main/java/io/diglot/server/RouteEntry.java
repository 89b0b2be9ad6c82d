package io.diglot.server;

import io.diglot.core.model.Topic;
import io.diglot.core.topic.Topics;
import io.diglot.nameserver.BrokerDescription;
import io.diglot.nameserver.machine.DataVersion;
import io.diglot.nameserver.machine.TopicSettings;
import io.diglot.nativeprotocol.NativeConfig;
import io.diglot.server.config.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the broker tells name servers of itself: all its topics, and two that stand for the cluster
 * and for the broker, through whose routes RocketMQ's clients find where to create topics.
 */
final class RouteEntry implements Supplier<BrokerDescription> {
  private static final int INHERITABLE = 7;
  private static final int CLUSTER_QUEUES = 16;

  private final NativeConfig identity;
  private final Topics topics;
  private final String address;
  private final String haAddress;
  private final long startedAt;

  /**
   * Of a broker that listens already.
   *
   * @param identity who the broker is
   * @param address what clients dial
   * @param port its port; replicas would dial the one after it, as RocketMQ has it
   * @param startedAt tells this run of the broker from another, milliseconds since the epoch
   */
  RouteEntry(NativeConfig identity, Topics topics, String address, int port, long startedAt) {
    this.identity = identity;
    this.topics = topics;
    this.address = address;
    this.haAddress = new Endpoint(identity.advertised().getHostAddress(), port + 1).toString();
    this.startedAt = startedAt;
  }

  @Override
  public BrokerDescription get() {
    // The version first: a change in between is then registered once more, and not missed.
    DataVersion version = new DataVersion(0, startedAt, topics.version());
    List<TopicSettings> all = new ArrayList<>();
    all.add(alias(identity.clusterName(), CLUSTER_QUEUES));
    all.add(alias(identity.brokerName(), 1));
    topics.all().forEach(topic -> all.add(settings(topic)));
    return new BrokerDescription(
        identity.clusterName(),
        identity.brokerName(),
        identity.brokerId(),
        address,
        haAddress,
        version,
        all);
  }

  private static TopicSettings alias(String name, int queues) {
    return new TopicSettings(name, queues, queues, INHERITABLE, 0, false);
  }

  private static TopicSettings settings(Topic topic) {
    return new TopicSettings(
        topic.name(),
        topic.readQueues(),
        topic.writeQueues(),
        topic.permission(),
        topic.systemFlag(),
        topic.ordered());
  }
}
