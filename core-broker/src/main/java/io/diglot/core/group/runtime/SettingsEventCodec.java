package io.diglot.core.group.runtime;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.runtime.EventCodec;
import io.diglot.core.runtime.EventType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Stored form of the settings' events. Texts have at most 64 KiB, which the names' rules and the
 * requests' limits keep.
 */
public final class SettingsEventCodec implements EventCodec<SettingsEvent> {
  /** The codec holds nothing. */
  public SettingsEventCodec() {}

  @Override
  public boolean reads(EventType type) {
    return type == EventType.GROUP_SETTINGS_CHANGED || type == EventType.GROUP_SETTINGS_DELETED;
  }

  @Override
  public EventType typeOf(SettingsEvent event) {
    return event instanceof SettingsEvent.Changed
        ? EventType.GROUP_SETTINGS_CHANGED
        : EventType.GROUP_SETTINGS_DELETED;
  }

  @Override
  public void write(SettingsEvent event, DataOutput out) throws IOException {
    if (event instanceof SettingsEvent.Changed changed) {
      writeSettings(changed.settings(), out);
    } else if (event instanceof SettingsEvent.Deleted deleted) {
      out.writeUTF(deleted.group());
    }
  }

  @Override
  public SettingsEvent read(EventType type, int version, DataInput in) throws IOException {
    return type == EventType.GROUP_SETTINGS_CHANGED
        ? new SettingsEvent.Changed(readSettings(in))
        : new SettingsEvent.Deleted(in.readUTF());
  }

  static void writeSettings(GroupSettings settings, DataOutput out) throws IOException {
    out.writeUTF(settings.group());
    out.writeBoolean(settings.consumeEnable());
    out.writeBoolean(settings.consumeFromMinEnable());
    out.writeBoolean(settings.consumeBroadcastEnable());
    out.writeBoolean(settings.consumeMessageOrderly());
    out.writeInt(settings.retryQueueNums());
    out.writeInt(settings.retryMaxTimes());
    out.writeLong(settings.brokerId());
    out.writeLong(settings.whichBrokerWhenConsumeSlowly());
    out.writeBoolean(settings.notifyConsumerIdsChangedEnable());
    out.writeInt(settings.groupSysFlag());
    out.writeInt(settings.consumeTimeoutMinute());
    out.writeInt(settings.attributes().size());
    for (Map.Entry<String, String> attribute : settings.attributes().entrySet()) {
      out.writeUTF(attribute.getKey());
      out.writeUTF(attribute.getValue());
    }
  }

  static GroupSettings readSettings(DataInput in) throws IOException {
    String group = in.readUTF();
    boolean consumeEnable = in.readBoolean();
    boolean consumeFromMinEnable = in.readBoolean();
    boolean consumeBroadcastEnable = in.readBoolean();
    boolean consumeMessageOrderly = in.readBoolean();
    int retryQueueNums = in.readInt();
    int retryMaxTimes = in.readInt();
    long brokerId = in.readLong();
    long whichBrokerWhenConsumeSlowly = in.readLong();
    boolean notifyConsumerIdsChangedEnable = in.readBoolean();
    int groupSysFlag = in.readInt();
    int consumeTimeoutMinute = in.readInt();
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      attributes.put(in.readUTF(), in.readUTF());
    }
    return new GroupSettings(
        group,
        consumeEnable,
        consumeFromMinEnable,
        consumeBroadcastEnable,
        consumeMessageOrderly,
        retryQueueNums,
        retryMaxTimes,
        brokerId,
        whichBrokerWhenConsumeSlowly,
        notifyConsumerIdsChangedEnable,
        groupSysFlag,
        consumeTimeoutMinute,
        attributes);
  }
}
