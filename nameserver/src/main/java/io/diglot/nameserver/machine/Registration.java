package io.diglot.nameserver.machine;

import java.util.List;
import java.util.Optional;

/**
 * What a broker says about itself.
 *
 * @param broker where it is
 * @param brokerName the replica group that it belongs to
 * @param brokerId its number in the group; 0 is the master
 * @param haAddress where replicas dial it
 * @param timeoutMillis how long it may be silent before it counts as gone
 * @param actingMaster whether the replica with the smallest id stands in for a missing master;
 *     absent for brokers before 5.0
 * @param zone where it stands, empty when it does not say
 * @param version the version of its topics
 * @param topics its topics: all of them, or those that changed
 * @param dropsMissingTopics whether the topics are all that it has, so that others of its name are
 *     to be forgotten
 */
public record Registration(
    BrokerAddress broker,
    String brokerName,
    long brokerId,
    String haAddress,
    long timeoutMillis,
    Optional<Boolean> actingMaster,
    String zone,
    DataVersion version,
    List<TopicSettings> topics,
    boolean dropsMissingTopics) {

  /** The id of a replica group's master. */
  public static final long MASTER = 0;

  /** How long a broker may be silent if it does not say: two minutes. */
  public static final long USUAL_TIMEOUT_MILLIS = 120_000;

  /** Keeps its own copy of the topics. */
  public Registration {
    topics = List.copyOf(topics);
  }
}
