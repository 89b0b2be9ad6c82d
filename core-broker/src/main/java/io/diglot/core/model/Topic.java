package io.diglot.core.model;

import java.util.Map;
import java.util.UUID;

/**
 * A topic as it stands now. A change makes a new value.
 *
 * @param number the broker's own number for it, from 1 on and never reused; part of the queue keys
 * @param id stable id (Kafka's topic id), new for a re-created topic
 * @param name the name
 * @param readQueues how many queues consumers are shown (RocketMQ readQueueNums)
 * @param writeQueues how many queues producers are shown (RocketMQ writeQueueNums)
 * @param permission RocketMQ's bits: 4 read, 2 write, 1 inherit
 * @param systemFlag RocketMQ's topicSysFlag
 * @param ordered RocketMQ's order flag
 * @param settings per-topic settings: Kafka's names for Kafka's (retention.ms), RocketMQ's
 *     attribute names for its own (message.type); only what was set, defaults are not in it
 * @param createdAt milliseconds since the epoch
 */
public record Topic(
    int number,
    UUID id,
    String name,
    int readQueues,
    int writeQueues,
    int permission,
    int systemFlag,
    boolean ordered,
    Map<String, String> settings,
    long createdAt) {

  /** Copies the settings. */
  public Topic {
    settings = Map.copyOf(settings);
  }

  /**
   * How many queues there are; their ids are 0 to this number less one. Kafka's partition count.
   */
  public int queueCount() {
    return Math.max(readQueues, writeQueues);
  }

  /** Whether there is such a queue. */
  public boolean hasQueue(int queueId) {
    return queueId >= 0 && queueId < queueCount();
  }

  /** The log's key of a queue. */
  public long queueKey(int queueId) {
    return queueKey(number, queueId);
  }

  /** The log's key of a topic's queue. */
  public static long queueKey(int topicNumber, int queueId) {
    return ((long) topicNumber << 32) | queueId;
  }

  /** The topic number in a queue key. */
  public static int topicNumber(long queueKey) {
    return (int) (queueKey >>> 32);
  }

  /** The queue id in a queue key. */
  public static int queueId(long queueKey) {
    return (int) queueKey;
  }

  /** Whether consumers may read. */
  public boolean readable() {
    return (permission & 4) != 0;
  }

  /** Whether producers may write. */
  public boolean writable() {
    return (permission & 2) != 0;
  }
}
