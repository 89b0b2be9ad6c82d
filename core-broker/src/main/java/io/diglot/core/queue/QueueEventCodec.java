package io.diglot.core.queue;

import io.diglot.core.queue.machine.QueueEvent;
import io.diglot.core.runtime.EventCodec;
import io.diglot.core.runtime.EventType;
import io.diglot.core.topic.TopicEventCodec;
import io.diglot.core.topic.machine.TopicEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Stored form of the queues' events. A topic's deletion is the catalogue's event; here it is only
 * read.
 */
final class QueueEventCodec implements EventCodec<QueueEvent> {
  private final TopicEventCodec topics = new TopicEventCodec();

  @Override
  public boolean reads(EventType type) {
    return switch (type) {
      case QUEUE_TRIMMED, EPOCH_STARTED, TOPIC_DELETED, PRODUCER_IDS_RESERVED -> true;
      default -> false;
    };
  }

  @Override
  public EventType typeOf(QueueEvent event) {
    if (event instanceof QueueEvent.Trimmed) {
      return EventType.QUEUE_TRIMMED;
    }
    if (event instanceof QueueEvent.ProducerIdsReserved) {
      return EventType.PRODUCER_IDS_RESERVED;
    }
    return event instanceof QueueEvent.EpochStarted
        ? EventType.EPOCH_STARTED
        : EventType.TOPIC_DELETED;
  }

  @Override
  public void write(QueueEvent event, DataOutput out) throws IOException {
    if (event instanceof QueueEvent.Trimmed trimmed) {
      out.writeInt(trimmed.trims().size());
      for (QueueEvent.Trim trim : trimmed.trims()) {
        out.writeLong(trim.queueKey());
        out.writeLong(trim.startOffset());
      }
    } else if (event instanceof QueueEvent.EpochStarted started) {
      out.writeInt(started.epoch());
    } else if (event instanceof QueueEvent.ProducerIdsReserved reserved) {
      out.writeLong(reserved.end());
    } else {
      throw new IOException("the catalogue alone writes " + event);
    }
  }

  @Override
  public QueueEvent read(EventType type, int version, DataInput in) throws IOException {
    return switch (type) {
      case QUEUE_TRIMMED -> trimmed(in);
      case EPOCH_STARTED -> new QueueEvent.EpochStarted(in.readInt());
      case PRODUCER_IDS_RESERVED -> new QueueEvent.ProducerIdsReserved(in.readLong());
      case TOPIC_DELETED -> gone((TopicEvent.Deleted) topics.read(type, version, in));
      default -> throw new IOException("no event of the queues: " + type);
    };
  }

  private static QueueEvent gone(TopicEvent.Deleted deleted) {
    return new QueueEvent.TopicGone(deleted.number());
  }

  private static QueueEvent trimmed(DataInput in) throws IOException {
    List<QueueEvent.Trim> trims = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      trims.add(new QueueEvent.Trim(in.readLong(), in.readLong()));
    }
    return new QueueEvent.Trimmed(trims);
  }
}
