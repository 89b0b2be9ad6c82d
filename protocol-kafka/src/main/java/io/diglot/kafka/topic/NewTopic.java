package io.diglot.kafka.topic;

import io.diglot.core.topic.TopicDefaults;
import io.diglot.core.topic.TopicNames;
import io.diglot.core.topic.TopicSetting;
import io.diglot.core.topic.TopicSettings;
import io.diglot.core.topic.TopicSpec;
import io.diglot.core.topic.Topics;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;

/**
 * Makes a topic's specification of what a CreateTopics request says, by Kafka's rules for a cluster
 * of one node.
 */
final class NewTopic {
  private static final int DEFAULT = -1;

  private NewTopic() {}

  /**
   * The specification.
   *
   * @throws ApiException saying what is wrong, for the topic's answer
   */
  static TopicSpec of(CreatableTopic asked, Topics topics, TopicDefaults defaults, int nodeId) {
    checkName(asked.name(), topics);
    int partitions =
        asked.assignments().isEmpty() ? partitions(asked, defaults) : assigned(asked, nodeId);
    TopicSpec plain = TopicSpec.of(asked.name(), partitions);
    return new TopicSpec(
        plain.name(),
        partitions,
        partitions,
        plain.permission(),
        plain.systemFlag(),
        plain.ordered(),
        settings(asked.configs()));
  }

  private static void checkName(String name, Topics topics) {
    if (!TopicNames.isKafka(name)) {
      throw new InvalidTopicException(
          "Topic name '"
              + name
              + "' is not 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'");
    }
    if (topics.find(name).isPresent()) {
      throw new TopicExistsException("Topic '" + name + "' already exists.");
    }
    List<String> names = topics.all().stream().map(topic -> topic.name()).toList();
    Optional<String> collision = TopicNames.kafkaCollision(name, names);
    if (collision.isPresent()) {
      throw new InvalidTopicException(
          "Topic '" + name + "' collides with existing topic: " + collision.get());
    }
  }

  private static int partitions(CreatableTopic asked, TopicDefaults defaults) {
    if (asked.replicationFactor() != DEFAULT && asked.replicationFactor() < 1) {
      throw new InvalidReplicationFactorException(
          "Replication factor must be larger than 0, or -1 for the default");
    }
    if (asked.replicationFactor() > 1) {
      throw new InvalidReplicationFactorException(
          "Unable to replicate the partition "
              + asked.replicationFactor()
              + " time(s): there is 1 broker");
    }
    if (asked.numPartitions() != DEFAULT && asked.numPartitions() < 1) {
      throw new InvalidPartitionsException(
          "Number of partitions must be larger than 0, or -1 for the default");
    }
    return asked.numPartitions() == DEFAULT ? defaults.kafkaPartitions() : asked.numPartitions();
  }

  private static int assigned(CreatableTopic asked, int nodeId) {
    if (asked.numPartitions() != DEFAULT || asked.replicationFactor() != DEFAULT) {
      throw new InvalidRequestException(
          "With an assignment both partitions and replication factor must be -1");
    }
    int count = asked.assignments().size();
    for (CreatableReplicaAssignment partition : asked.assignments()) {
      if (partition.partitionIndex() < 0 || partition.partitionIndex() >= count) {
        throw new InvalidReplicaAssignmentException(
            "Partitions must be numbered from 0 on without a gap");
      }
      checkReplicas(partition.brokerIds(), nodeId);
    }
    return count;
  }

  /** The only node is the only replica. */
  static void checkReplicas(List<Integer> replicas, int nodeId) {
    if (!replicas.equals(List.of(nodeId))) {
      throw new InvalidReplicaAssignmentException(
          "Replicas " + replicas + ": the only broker is " + nodeId);
    }
  }

  private static Map<String, String> settings(Collection<CreatableTopicConfig> asked) {
    Map<String, String> settings = new HashMap<>();
    for (CreatableTopicConfig config : asked) {
      String value = config.value();
      if (value == null) {
        throw new InvalidConfigurationException(
            "Null value not supported for topic configs: " + config.name());
      }
      settings.put(config.name(), checked(config.name(), value));
    }
    return settings;
  }

  private static String checked(String name, String value) {
    TopicSetting setting =
        TopicSettings.find(name)
            .orElseThrow(
                () -> new InvalidConfigurationException("Unknown topic config name: " + name));
    return setting
        .check()
        .apply(value)
        .orElseThrow(
            () ->
                new InvalidConfigurationException(
                    "Invalid value "
                        + value
                        + " for configuration "
                        + name
                        + ": "
                        + setting.allowed()));
  }
}
