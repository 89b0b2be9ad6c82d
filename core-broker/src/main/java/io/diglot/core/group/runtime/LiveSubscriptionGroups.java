package io.diglot.core.group.runtime;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.model.Decision;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.EventView;
import io.diglot.core.runtime.Shard;
import io.diglot.store.Log;
import io.diglot.store.View;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@link SubscriptionGroups} whose state is a view of the log. */
public final class LiveSubscriptionGroups implements SubscriptionGroups {
  private final SettingsState state;
  private final Shard<SettingsEvent> shard;

  /** Over the state behind {@link #view}, recovered by now. */
  public LiveSubscriptionGroups(Control control, Log log, SettingsState state) {
    this.state = state;
    this.shard = new Shard<>(control, log, new SettingsEventCodec(), events -> {});
  }

  /** The view to open the log with. */
  public static View view(SettingsState state) {
    return new EventView<>("group-settings", new SettingsEventCodec(), state);
  }

  @Override
  public Optional<GroupSettings> find(String group) {
    return state.find(group);
  }

  @Override
  public Collection<GroupSettings> all() {
    return state.all();
  }

  @Override
  public long version() {
    return state.version();
  }

  @Override
  public CompletionStage<Result<GroupSettings>> ensure(String group) {
    return shard.run(
        now -> {
          Optional<GroupSettings> known = state.find(group);
          return known.isPresent()
              ? new Decision<>(Result.ok(known.get()), List.of())
              : changed(GroupSettings.defaults(group));
        });
  }

  @Override
  public CompletionStage<Result<GroupSettings>> put(GroupSettings settings) {
    return shard.run(now -> changed(settings));
  }

  @Override
  public CompletionStage<Result<Boolean>> delete(String group) {
    return shard.run(
        now ->
            state.find(group).isPresent()
                ? new Decision<>(Result.ok(true), List.of(new SettingsEvent.Deleted(group)))
                : new Decision<>(Result.ok(false), List.of()));
  }

  private static Decision<GroupSettings, SettingsEvent> changed(GroupSettings settings) {
    return new Decision<>(Result.ok(settings), List.of(new SettingsEvent.Changed(settings)));
  }
}
