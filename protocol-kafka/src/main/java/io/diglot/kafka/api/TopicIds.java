package io.diglot.kafka.api;

import io.diglot.core.model.Topic;
import java.util.UUID;
import org.apache.kafka.common.Uuid;

/** Topic ids in Kafka's class and in the core's. */
public final class TopicIds {

  private TopicIds() {}

  /** A topic's id in Kafka's class. */
  public static Uuid of(Topic topic) {
    return new Uuid(topic.id().getMostSignificantBits(), topic.id().getLeastSignificantBits());
  }

  /** An id in the core's class. */
  public static UUID toCore(Uuid id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
