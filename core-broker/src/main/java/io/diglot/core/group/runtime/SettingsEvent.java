package io.diglot.core.group.runtime;

import io.diglot.core.group.GroupSettings;

/** What happens to the configured RocketMQ consumer groups. */
public sealed interface SettingsEvent {
  /** A group has these settings from now on. */
  record Changed(GroupSettings settings) implements SettingsEvent {}

  /** A group is not configured any more. */
  record Deleted(String group) implements SettingsEvent {}
}
