package io.diglot.core.group.runtime;

import io.diglot.core.group.CommittedOffset;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.LastingGroup;
import io.diglot.core.model.QueueName;
import io.diglot.core.runtime.EventState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What of groups is in the log: last generations and committed offsets. May be read from any
 * thread.
 */
public final class GroupsState implements EventState<GroupEvent> {
  private final Map<String, LastingGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, Map<QueueName, CommittedOffset>> offsets = new ConcurrentHashMap<>();

  /** Nothing yet. */
  public GroupsState() {}

  @Override
  public void apply(GroupEvent event) {
    if (event instanceof GroupEvent.GroupChanged changed) {
      groups.put(changed.group().group(), changed.group());
    } else if (event instanceof GroupEvent.GroupDeleted deleted) {
      groups.remove(deleted.group());
      offsets.remove(deleted.group());
    } else if (event instanceof GroupEvent.OffsetsCommitted committed) {
      offsets
          .computeIfAbsent(committed.group(), name -> new ConcurrentHashMap<>())
          .putAll(committed.offsets());
    } else if (event instanceof GroupEvent.OffsetsDeleted deleted) {
      remove(deleted.group(), deleted.queues());
    } else if (event instanceof GroupEvent.TopicGone gone) {
      offsets
          .values()
          .forEach(known -> known.keySet().removeIf(queue -> queue.topic().equals(gone.topic())));
      offsets.values().removeIf(Map::isEmpty);
    }
  }

  private void remove(String group, Set<QueueName> queues) {
    Map<QueueName, CommittedOffset> known = offsets.get(group);
    if (known != null) {
      known.keySet().removeAll(queues);
      if (known.isEmpty()) {
        offsets.remove(group);
      }
    }
  }

  Collection<LastingGroup> lastingGroups() {
    return List.copyOf(groups.values());
  }

  Optional<CommittedOffset> find(String group, QueueName queue) {
    Map<QueueName, CommittedOffset> known = offsets.get(group);
    return known == null ? Optional.empty() : Optional.ofNullable(known.get(queue));
  }

  /** All offsets of a group, as they are at some moment of the call. */
  Map<QueueName, CommittedOffset> all(String group) {
    Map<QueueName, CommittedOffset> known = offsets.get(group);
    return known == null ? Map.of() : Map.copyOf(known);
  }

  boolean hasOffsets(String group) {
    return offsets.containsKey(group);
  }

  Set<String> groupsWithOffsets() {
    return Set.copyOf(offsets.keySet());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeByte(GroupEventCodec.VERSION);
    out.writeInt(groups.size());
    for (LastingGroup group : groups.values()) {
      GroupEventCodec.writeGroup(group, out);
    }
    out.writeInt(offsets.size());
    for (Map.Entry<String, Map<QueueName, CommittedOffset>> group : offsets.entrySet()) {
      GroupEventCodec.writeText(group.getKey(), out);
      GroupEventCodec.writeOffsets(group.getValue(), out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != GroupEventCodec.VERSION) {
      throw new IOException("groups in a snapshot have version " + version);
    }
    groups.clear();
    offsets.clear();
    for (int left = in.readInt(); left > 0; left--) {
      LastingGroup group = GroupEventCodec.readGroup(in);
      groups.put(group.group(), group);
    }
    for (int left = in.readInt(); left > 0; left--) {
      String group = GroupEventCodec.readText(in);
      Map<QueueName, CommittedOffset> saved = new HashMap<>(GroupEventCodec.readOffsets(in));
      offsets.put(group, new ConcurrentHashMap<>(saved));
    }
  }
}
