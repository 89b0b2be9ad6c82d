package io.diglot.core.topic;

import io.diglot.core.model.Topic;
import io.diglot.core.runtime.EventCodec;
import io.diglot.core.runtime.EventType;
import io.diglot.core.topic.machine.TopicEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Stored form of the catalogue's events; other views that follow topics read them with it. */
public final class TopicEventCodec implements EventCodec<TopicEvent> {

  /** The codec holds nothing. */
  public TopicEventCodec() {}

  @Override
  public boolean reads(EventType type) {
    return type == EventType.TOPIC_CREATED
        || type == EventType.TOPIC_CHANGED
        || type == EventType.TOPIC_DELETED;
  }

  @Override
  public EventType typeOf(TopicEvent event) {
    if (event instanceof TopicEvent.Created) {
      return EventType.TOPIC_CREATED;
    }
    return event instanceof TopicEvent.Changed ? EventType.TOPIC_CHANGED : EventType.TOPIC_DELETED;
  }

  @Override
  public void write(TopicEvent event, DataOutput out) throws IOException {
    if (event instanceof TopicEvent.Created created) {
      writeTopic(created.topic(), out);
    } else if (event instanceof TopicEvent.Changed changed) {
      writeTopic(changed.topic(), out);
    } else if (event instanceof TopicEvent.Deleted deleted) {
      out.writeInt(deleted.number());
      out.writeUTF(deleted.name());
    }
  }

  @Override
  public TopicEvent read(EventType type, int version, DataInput in) throws IOException {
    return switch (type) {
      case TOPIC_CREATED -> new TopicEvent.Created(readTopic(in));
      case TOPIC_CHANGED -> new TopicEvent.Changed(readTopic(in));
      case TOPIC_DELETED -> new TopicEvent.Deleted(in.readInt(), in.readUTF());
      default -> throw new IOException("no event of the catalogue: " + type);
    };
  }

  static void writeTopic(Topic topic, DataOutput out) throws IOException {
    out.writeInt(topic.number());
    out.writeLong(topic.id().getMostSignificantBits());
    out.writeLong(topic.id().getLeastSignificantBits());
    out.writeUTF(topic.name());
    out.writeInt(topic.readQueues());
    out.writeInt(topic.writeQueues());
    out.writeInt(topic.permission());
    out.writeInt(topic.systemFlag());
    out.writeBoolean(topic.ordered());
    out.writeLong(topic.createdAt());
    out.writeInt(topic.settings().size());
    for (Map.Entry<String, String> setting : new TreeMap<>(topic.settings()).entrySet()) {
      out.writeUTF(setting.getKey());
      out.writeUTF(setting.getValue());
    }
  }

  static Topic readTopic(DataInput in) throws IOException {
    int number = in.readInt();
    UUID id = new UUID(in.readLong(), in.readLong());
    String name = in.readUTF();
    int readQueues = in.readInt();
    int writeQueues = in.readInt();
    int permission = in.readInt();
    int systemFlag = in.readInt();
    boolean ordered = in.readBoolean();
    long createdAt = in.readLong();
    Map<String, String> settings = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      settings.put(in.readUTF(), in.readUTF());
    }
    return new Topic(
        number,
        id,
        name,
        readQueues,
        writeQueues,
        permission,
        systemFlag,
        ordered,
        settings,
        createdAt);
  }
}
