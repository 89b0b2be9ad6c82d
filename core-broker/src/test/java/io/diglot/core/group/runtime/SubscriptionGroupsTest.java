package io.diglot.core.group.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.diglot.core.group.GroupSettings;
import io.diglot.core.group.SubscriptionGroups;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.ManualControl;
import io.diglot.core.runtime.MemoryLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SubscriptionGroupsTest {
  private static final GroupSettings WANTED =
      new GroupSettings(
          "g", false, false, false, true, 2, 3, 4, 5, false, 6, 7, Map.of("priority", "1"));

  private final ManualControl control = new ManualControl(1_000);
  private final SettingsState state = new SettingsState();
  private final MemoryLog log =
      new MemoryLog(
          InstantSource.fixed(Instant.EPOCH), List.of(LiveSubscriptionGroups.view(state)));
  private final SubscriptionGroups groups = new LiveSubscriptionGroups(control, log, state);

  private <T> T done(CompletionStage<Result<T>> stage) {
    control.run();
    return ((Result.Ok<T>) stage.toCompletableFuture().join()).value();
  }

  @Test
  void aGroupIsKnownWithDefaultsUntilItIsConfigured() {
    assertEquals(GroupSettings.defaults("g"), done(groups.ensure("g")));
    assertEquals(WANTED, done(groups.put(WANTED)));
    assertEquals(WANTED, done(groups.ensure("g")));
    assertEquals(2, groups.version());
    assertEquals(Optional.of(WANTED), groups.find("g"));
    assertTrue(done(groups.delete("g")));
    assertEquals(false, done(groups.delete("g")));
    assertEquals(Optional.empty(), groups.find("g"));
  }

  @Test
  void aRestartFindsTheSameGroupsInTheLogAndInASnapshot() throws IOException {
    done(groups.put(WANTED));
    done(groups.ensure("h"));
    done(groups.ensure("gone"));
    done(groups.delete("gone"));
    SettingsState replayed = new SettingsState();
    log.reopen(List.of(LiveSubscriptionGroups.view(replayed)));
    assertEquals(Set.copyOf(state.all()), Set.copyOf(replayed.all()));
    assertEquals(4, replayed.version());

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.save(new DataOutputStream(bytes));
    SettingsState loaded = new SettingsState();
    loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(Set.copyOf(state.all()), Set.copyOf(loaded.all()));
    assertEquals(4, loaded.version());
  }
}
