package io.diglot.core.group.runtime;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.runtime.EventState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The configured RocketMQ consumer groups. May be read from any thread. */
public final class SettingsState implements EventState<SettingsEvent> {
  private static final int FORMAT = 1;

  private final Map<String, GroupSettings> byGroup = new ConcurrentHashMap<>();
  private final AtomicLong version = new AtomicLong();

  /** No group yet. */
  public SettingsState() {}

  Optional<GroupSettings> find(String group) {
    return Optional.ofNullable(byGroup.get(group));
  }

  Collection<GroupSettings> all() {
    return List.copyOf(byGroup.values());
  }

  long version() {
    return version.get();
  }

  @Override
  public void apply(SettingsEvent event) {
    if (event instanceof SettingsEvent.Changed changed) {
      byGroup.put(changed.settings().group(), changed.settings());
    } else if (event instanceof SettingsEvent.Deleted deleted) {
      byGroup.remove(deleted.group());
    }
    version.incrementAndGet();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeByte(FORMAT);
    out.writeLong(version.get());
    out.writeInt(byGroup.size());
    for (GroupSettings settings : byGroup.values()) {
      SettingsEventCodec.writeSettings(settings, out);
    }
  }

  @Override
  public void load(DataInput in) throws IOException {
    int format = in.readByte();
    if (format != FORMAT) {
      throw new IOException("group settings in a snapshot have version " + format);
    }
    byGroup.clear();
    version.set(in.readLong());
    for (int left = in.readInt(); left > 0; left--) {
      GroupSettings settings = SettingsEventCodec.readSettings(in);
      byGroup.put(settings.group(), settings);
    }
  }
}
