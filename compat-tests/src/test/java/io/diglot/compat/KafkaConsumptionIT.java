package io.diglot.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.compat.peer.Message;
import io.diglot.compat.peer.Receiver;
import io.diglot.compat.peer.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Kafka's ways of consuming and administering; with {@code -Poracles} the real Kafka shows that it
 * is specified right.
 */
@ExtendWith(WithBrokers.class)
class KafkaConsumptionIT {

  private static KafkaConsumer<String, String> consumer(
      Brokers brokers, Pair.Broker broker, String group, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", brokers.endpoints(broker).kafka());
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", StringDeserializer.class);
    settings.put("group.id", group);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("heartbeat.interval.ms", 300);
    settings.putAll(more);
    return new KafkaConsumer<>(settings);
  }

  private static Admin admin(Brokers brokers, Pair.Broker broker) {
    return Admin.create(
        Map.<String, Object>of("bootstrap.servers", brokers.endpoints(broker).kafka()));
  }

  private static String topic(Brokers brokers, Pair.Broker broker, String name, int queues) {
    String topic = Brokers.unique(name);
    brokers.peer(broker, Protocol.KAFKA).createTopic(topic, queues);
    return topic;
  }

  private static void send(
      Brokers brokers, Pair.Broker broker, String topic, int queue, int count) {
    try (Sender sender = brokers.peer(broker, Protocol.KAFKA).sender(Map.of())) {
      IntStream.range(0, count).forEach(i -> sender.send(topic, queue, Message.of("m" + i)));
    }
  }

  private static void pollAll(List<KafkaConsumer<String, String>> consumers) {
    consumers.forEach(
        consumer -> {
          var unused = consumer.poll(Duration.ofMillis(100));
        });
  }

  private static void rebalances(Brokers brokers, Pair.Broker broker, Class<?> assignor) {
    String topic = topic(brokers, broker, "shared", 4);
    String group = Brokers.unique("shared-group");
    Map<String, Object> settings = Map.of("partition.assignment.strategy", assignor.getName());
    List<KafkaConsumer<String, String>> consumers = new ArrayList<>();
    try {
      for (int i = 0; i < 2; i++) {
        consumers.add(consumer(brokers, broker, group, settings));
        consumers.get(i).subscribe(List.of(topic));
        Eventually.that(
            "all queues are shared out evenly",
            () -> {
              pollAll(consumers);
              Set<TopicPartition> all = new HashSet<>();
              consumers.forEach(consumer -> all.addAll(consumer.assignment()));
              return all.size() == 4
                  && consumers.stream()
                      .allMatch(c -> c.assignment().size() == 4 / consumers.size());
            });
      }
      consumers.remove(0).close();
      Eventually.that(
          "the one that is left has all queues",
          () -> {
            pollAll(consumers);
            return consumers.get(0).assignment().size() == 4;
          });
    } finally {
      consumers.forEach(KafkaConsumer::close);
    }
  }

  @EachKafkaBroker
  void queuesAreSharedOutEagerly(Pair.Broker broker, Brokers brokers) {
    rebalances(brokers, broker, RangeAssignor.class);
  }

  @EachKafkaBroker
  void queuesAreSharedOutCooperatively(Pair.Broker broker, Brokers brokers) {
    rebalances(brokers, broker, CooperativeStickyAssignor.class);
  }

  @EachKafkaBroker
  void staticMemberComesBackWithoutRebalance(Pair.Broker broker, Brokers brokers) {
    String topic = topic(brokers, broker, "static", 2);
    String group = Brokers.unique("static-group");
    List<String> rebalances = new ArrayList<>();
    try (KafkaConsumer<String, String> stays =
        consumer(brokers, broker, group, Map.of("group.instance.id", "stays"))) {
      stays.subscribe(List.of(topic), counting(rebalances));
      Set<TopicPartition> first = joined(stays, brokers, broker, group, topic);
      int before = rebalances.size();
      assertEquals(first, joined(stays, brokers, broker, group, topic));
      assertEquals(before, rebalances.size(), "rebalances of the member that stayed");
    }
  }

  private static ConsumerRebalanceListener counting(List<String> rebalances) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(java.util.Collection<TopicPartition> partitions) {
        rebalances.add("revoked " + partitions);
      }

      @Override
      public void onPartitionsAssigned(java.util.Collection<TopicPartition> partitions) {
        rebalances.add("assigned " + partitions);
      }
    };
  }

  /** Joins as a static member beside another, and goes without leaving; what it was assigned. */
  private static Set<TopicPartition> joined(
      KafkaConsumer<String, String> other,
      Brokers brokers,
      Pair.Broker broker,
      String group,
      String topic) {
    try (KafkaConsumer<String, String> member =
        consumer(brokers, broker, group, Map.of("group.instance.id", "comes-and-goes"))) {
      member.subscribe(List.of(topic));
      Eventually.that(
          "both have a queue",
          () -> {
            pollAll(List.of(other, member));
            return member.assignment().size() == 1 && other.assignment().size() == 1;
          });
      return Set.copyOf(member.assignment());
    }
  }

  @EachKafkaBroker
  void everyAcksWorks(Pair.Broker broker, Brokers brokers) {
    String topic = topic(brokers, broker, "acks", 1);
    for (String acks : List.of("0", "1", "all")) {
      try (Sender sender =
          brokers
              .peer(broker, Protocol.KAFKA)
              .sender(Map.of("acks", acks, "enable.idempotence", "false"))) {
        sender.send(topic, 0, Message.of("acks " + acks));
      }
    }
    try (Receiver reader = brokers.peer(broker, Protocol.KAFKA).reader(topic)) {
      assertEquals(
          List.of("acks 0", "acks 1", "acks all"),
          reader.take(3).stream().map(r -> r.message().value()).toList());
    }
  }

  @EachKafkaBroker
  void timestampOfTheProducerIsKept(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "timestamps", 1);
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            brokers.endpoints(broker).kafka(),
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            StringSerializer.class);
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings)) {
      for (long timestamp : new long[] {1_000, 3_000, 2_000}) {
        producer.send(new ProducerRecord<>(topic, 0, timestamp, null, "at " + timestamp)).get();
      }
    }
    assertEquals(1, brokers.peer(broker, Protocol.KAFKA).offsetSince(topic, 0, 1_500));
    try (Admin admin = admin(brokers, broker)) {
      TopicPartition queue = new TopicPartition(topic, 0);
      assertEquals(
          1,
          admin
              .listOffsets(Map.of(queue, OffsetSpec.maxTimestamp()))
              .partitionResult(queue)
              .get()
              .offset());
    }
  }

  @EachKafkaBroker
  void deletedRecordsAreGone(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "delete-records", 1);
    send(brokers, broker, topic, 0, 10);
    TopicPartition queue = new TopicPartition(topic, 0);
    try (Admin admin = admin(brokers, broker)) {
      var deleted = admin.deleteRecords(Map.of(queue, RecordsToDelete.beforeOffset(7)));
      assertEquals(7, deleted.lowWatermarks().get(queue).get().lowWatermark());
      assertEquals(
          7,
          admin
              .listOffsets(Map.of(queue, OffsetSpec.earliest()))
              .partitionResult(queue)
              .get()
              .offset());
    }
    try (Receiver reader = brokers.peer(broker, Protocol.KAFKA).reader(topic)) {
      assertEquals("m7", reader.take(3).get(0).message().value());
    }
  }

  @EachKafkaBroker
  void topicsGrowAndAreMadeAnew(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "grow", 1);
    send(brokers, broker, topic, 0, 3);
    try (Admin admin = admin(brokers, broker)) {
      Uuid first = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();
      Eventually.that(
          "it has grown", () -> brokers.peer(broker, Protocol.KAFKA).queueCount(topic) == 3);
      send(brokers, broker, topic, 2, 1);
      admin.deleteTopics(List.of(topic)).all().get();
      Eventually.that(
          "it is gone", () -> !brokers.peer(broker, Protocol.KAFKA).topics().contains(topic));
      brokers.peer(broker, Protocol.KAFKA).createTopic(topic, 1);
      Eventually.that(
          "it is there again", () -> brokers.peer(broker, Protocol.KAFKA).topics().contains(topic));
      Uuid second = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId();
      assertNotEquals(first, second);
      assertEquals(0, brokers.peer(broker, Protocol.KAFKA).end(topic, 0));
    }
  }

  @EachKafkaBroker
  void groupsAreDescribedAlteredAndDeleted(Pair.Broker broker, Brokers brokers) throws Exception {
    String topic = topic(brokers, broker, "groups", 1);
    String group = Brokers.unique("groups-group");
    send(brokers, broker, topic, 0, 5);
    TopicPartition queue = new TopicPartition(topic, 0);
    try (Admin admin = admin(brokers, broker)) {
      try (KafkaConsumer<String, String> member = consumer(brokers, broker, group, Map.of())) {
        member.subscribe(List.of(topic));
        Eventually.that("it has joined", () -> !member.poll(Duration.ofMillis(100)).isEmpty());
        member.commitSync(Map.of(queue, new OffsetAndMetadata(3, "three")));
        var described = admin.describeConsumerGroups(List.of(group)).all().get().get(group);
        assertEquals("Stable", described.groupState().toString());
        assertEquals(1, described.members().size());
        assertEquals(
            Set.of(queue), described.members().iterator().next().assignment().topicPartitions());
      }
      assertEquals(
          new OffsetAndMetadata(3, "three").offset(),
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(queue)
              .offset());
      assertEquals(
          "three",
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(queue)
              .metadata());
      admin.alterConsumerGroupOffsets(group, Map.of(queue, new OffsetAndMetadata(1))).all().get();
      try (Receiver member = brokers.peer(broker, Protocol.KAFKA).member(group, topic)) {
        assertEquals("m1", member.take(1).get(0).message().value());
      }
      admin.deleteConsumerGroups(List.of(group)).all().get();
      assertTrue(
          admin.listGroups().all().get().stream()
              .noneMatch(listing -> listing.groupId().equals(group)),
          group);
    }
  }
}
