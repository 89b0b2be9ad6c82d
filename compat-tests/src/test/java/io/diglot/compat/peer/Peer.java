package io.diglot.compat.peer;

import java.util.Map;
import java.util.Set;

/** One release of one client library, connected to one broker. */
public interface Peer extends AutoCloseable {

  /** Makes a topic. */
  void createTopic(String topic, int queues);

  /** The queues that the client sees of a topic; creates nothing. */
  int queueCount(String topic);

  /**
   * Makes a producer.
   *
   * @param settings settings of the client library's own, for example {@code compression.type}
   */
  Sender sender(Map<String, String> settings);

  /** Makes a consumer that reads all queues of a topic from their start and belongs to no group. */
  Receiver reader(String topic);

  /** Makes a consumer that joins a group and, where that has no offset, begins at the start. */
  Receiver member(String group, String topic);

  /** The offset after the last record of a queue. */
  long end(String topic, int queue);

  /** The offset of the first record at or after a time. */
  long offsetSince(String topic, int queue, long timestamp);

  /** The names of all topics. */
  Set<String> topics();

  @Override
  void close();
}
