package io.diglot.core.topic;

import io.diglot.core.model.Topic;
import io.diglot.core.runtime.EventState;
import io.diglot.core.topic.machine.TopicEvent;
import io.diglot.core.topic.machine.TopicState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The catalogue's state with its place in a snapshot. */
final class CatalogueState implements EventState<TopicEvent> {
  private static final int VERSION = 1;

  private final TopicState topics = new TopicState();

  TopicState topics() {
    return topics;
  }

  @Override
  public void apply(TopicEvent event) {
    topics.apply(event);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeInt(topics.nextNumber());
    out.writeLong(topics.version());
    out.writeInt(topics.all().size());
    for (Topic topic : topics.all()) {
      TopicEventCodec.writeTopic(topic, out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("catalogue snapshot of version " + version);
    }
    int nextNumber = in.readInt();
    long changes = in.readLong();
    List<Topic> loaded = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      loaded.add(TopicEventCodec.readTopic(in));
    }
    topics.restore(loaded, nextNumber, changes);
  }
}
