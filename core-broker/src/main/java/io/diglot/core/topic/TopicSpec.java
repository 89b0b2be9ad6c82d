package io.diglot.core.topic;

import java.util.Map;

/**
 * What somebody wants a topic to be.
 *
 * @param name the name
 * @param readQueues see {@link io.diglot.core.model.Topic}
 * @param writeQueues see {@link io.diglot.core.model.Topic}
 * @param permission see {@link io.diglot.core.model.Topic}
 * @param systemFlag see {@link io.diglot.core.model.Topic}
 * @param ordered see {@link io.diglot.core.model.Topic}
 * @param settings see {@link io.diglot.core.model.Topic}
 */
public record TopicSpec(
    String name,
    int readQueues,
    int writeQueues,
    int permission,
    int systemFlag,
    boolean ordered,
    Map<String, String> settings) {

  /** A topic that may be read and written, with the same queues for both. */
  public static TopicSpec of(String name, int queues) {
    return new TopicSpec(name, queues, queues, 6, 0, false, Map.of());
  }
}
