package io.diglot.core.group.runtime;

import io.diglot.core.group.Blob;
import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.LastingGroup;
import io.diglot.core.group.machine.LastingGroup.LastingMember;
import io.diglot.core.model.QueueName;
import io.diglot.core.runtime.EventCodec;
import io.diglot.core.runtime.EventType;
import io.diglot.core.topic.TopicEventCodec;
import io.diglot.core.topic.machine.TopicEvent;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Stored form of the groups' events, and of the parts that their snapshot shares with them. */
public final class GroupEventCodec implements EventCodec<GroupEvent> {
  static final int VERSION = 1;

  private final TopicEventCodec topics = new TopicEventCodec();

  /** The codec holds nothing. */
  public GroupEventCodec() {}

  @Override
  public int version() {
    return VERSION;
  }

  @Override
  public boolean reads(EventType type) {
    return switch (type) {
      case OFFSETS_COMMITTED, OFFSETS_DELETED, GROUP_CHANGED, GROUP_DELETED, TOPIC_DELETED -> true;
      default -> false;
    };
  }

  @Override
  public EventType typeOf(GroupEvent event) {
    if (event instanceof GroupEvent.GroupChanged) {
      return EventType.GROUP_CHANGED;
    }
    if (event instanceof GroupEvent.GroupDeleted) {
      return EventType.GROUP_DELETED;
    }
    if (event instanceof GroupEvent.OffsetsCommitted) {
      return EventType.OFFSETS_COMMITTED;
    }
    if (event instanceof GroupEvent.OffsetsDeleted) {
      return EventType.OFFSETS_DELETED;
    }
    throw new IllegalArgumentException("the catalogue writes its events itself: " + event);
  }

  @Override
  public void write(GroupEvent event, DataOutput out) throws IOException {
    if (event instanceof GroupEvent.GroupChanged changed) {
      writeGroup(changed.group(), out);
    } else if (event instanceof GroupEvent.GroupDeleted deleted) {
      writeText(deleted.group(), out);
    } else if (event instanceof GroupEvent.OffsetsCommitted committed) {
      writeText(committed.group(), out);
      writeOffsets(committed.offsets(), out);
    } else if (event instanceof GroupEvent.OffsetsDeleted deleted) {
      writeText(deleted.group(), out);
      out.writeInt(deleted.queues().size());
      for (QueueName queue : deleted.queues()) {
        writeText(queue.topic(), out);
        out.writeInt(queue.queueId());
      }
    }
  }

  @Override
  public GroupEvent read(EventType type, int version, DataInput in) throws IOException {
    return switch (type) {
      case GROUP_CHANGED -> new GroupEvent.GroupChanged(readGroup(in));
      case GROUP_DELETED -> new GroupEvent.GroupDeleted(readText(in));
      case OFFSETS_COMMITTED -> new GroupEvent.OffsetsCommitted(readText(in), readOffsets(in));
      case OFFSETS_DELETED -> {
        String group = readText(in);
        Set<QueueName> queues = new HashSet<>();
        for (int left = in.readInt(); left > 0; left--) {
          queues.add(new QueueName(readText(in), in.readInt()));
        }
        yield new GroupEvent.OffsetsDeleted(group, queues);
      }
      case TOPIC_DELETED ->
          new GroupEvent.TopicGone(((TopicEvent.Deleted) topics.read(type, version, in)).name());
      default -> throw new IOException("no event of groups: " + type);
    };
  }

  /** By topic, so that a name stands there once. */
  static void writeOffsets(Map<QueueName, CommittedOffset> offsets, DataOutput out)
      throws IOException {
    Map<String, Map<Integer, CommittedOffset>> byTopic = new TreeMap<>();
    offsets.forEach(
        (queue, offset) ->
            byTopic
                .computeIfAbsent(queue.topic(), topic -> new TreeMap<>())
                .put(queue.queueId(), offset));
    out.writeInt(byTopic.size());
    for (Map.Entry<String, Map<Integer, CommittedOffset>> topic : byTopic.entrySet()) {
      writeText(topic.getKey(), out);
      out.writeInt(topic.getValue().size());
      for (Map.Entry<Integer, CommittedOffset> queue : topic.getValue().entrySet()) {
        CommittedOffset offset = queue.getValue();
        out.writeInt(queue.getKey());
        out.writeLong(offset.offset());
        out.writeInt(offset.leaderEpoch());
        out.writeLong(offset.committedAt());
        writeText(offset.metadata(), out);
      }
    }
  }

  static Map<QueueName, CommittedOffset> readOffsets(DataInput in) throws IOException {
    Map<QueueName, CommittedOffset> offsets = new HashMap<>();
    for (int topics = in.readInt(); topics > 0; topics--) {
      String topic = readText(in);
      for (int queues = in.readInt(); queues > 0; queues--) {
        QueueName queue = new QueueName(topic, in.readInt());
        long offset = in.readLong();
        int leaderEpoch = in.readInt();
        long committedAt = in.readLong();
        offsets.put(queue, new CommittedOffset(offset, leaderEpoch, readText(in), committedAt));
      }
    }
    return offsets;
  }

  static void writeGroup(LastingGroup group, DataOutput out) throws IOException {
    writeText(group.group(), out);
    out.writeInt(group.generation());
    writeText(group.protocolType(), out);
    writeText(group.protocol(), out);
    writeText(group.leader(), out);
    out.writeLong(group.emptySince());
    out.writeInt(group.members().size());
    for (LastingMember member : group.members()) {
      writeText(member.memberId(), out);
      out.writeBoolean(member.instanceId().isPresent());
      writeText(member.instanceId().orElse(""), out);
      writeText(member.clientId(), out);
      writeText(member.clientHost(), out);
      out.writeInt(member.sessionTimeout());
      out.writeInt(member.rebalanceTimeout());
      out.writeInt(member.protocols().size());
      for (MemberProtocol protocol : member.protocols()) {
        writeText(protocol.name(), out);
        writeBytes(protocol.metadata().bytes(), out);
      }
      writeBytes(member.assignment().bytes(), out);
    }
  }

  static LastingGroup readGroup(DataInput in) throws IOException {
    String name = readText(in);
    int generation = in.readInt();
    String protocolType = readText(in);
    String protocol = readText(in);
    String leader = readText(in);
    long emptySince = in.readLong();
    List<LastingMember> members = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      members.add(readMember(in));
    }
    return new LastingGroup(name, generation, protocolType, protocol, leader, emptySince, members);
  }

  private static LastingMember readMember(DataInput in) throws IOException {
    String memberId = readText(in);
    boolean fixed = in.readBoolean();
    String instanceId = readText(in);
    String clientId = readText(in);
    String clientHost = readText(in);
    int sessionTimeout = in.readInt();
    int rebalanceTimeout = in.readInt();
    List<MemberProtocol> protocols = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      protocols.add(new MemberProtocol(readText(in), Blob.of(readBytes(in))));
    }
    Blob assignment = Blob.of(readBytes(in));
    return new LastingMember(
        memberId,
        fixed ? Optional.of(instanceId) : Optional.empty(),
        clientId,
        clientHost,
        sessionTimeout,
        rebalanceTimeout,
        protocols,
        assignment);
  }

  /** Names may be longer than what writeUTF takes. */
  static void writeText(String text, DataOutput out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  static String readText(DataInput in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }
}
