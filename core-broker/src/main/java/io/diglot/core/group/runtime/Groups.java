package io.diglot.core.group.runtime;

import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.Offsets;
import io.diglot.core.group.machine.ClassicMachine;
import io.diglot.core.group.machine.ClientMachine;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.OffsetRules;
import io.diglot.core.model.Decision;
import io.diglot.core.model.QueueName;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.EventView;
import io.diglot.core.runtime.Shard;
import io.diglot.core.topic.Topics;
import io.diglot.store.Log;
import io.diglot.store.View;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The groups of both protocols: one registry, one view of the log, three ports. */
public final class Groups {
  private final Control control;
  private final GroupsState state;
  private final GroupLimits limits;
  private final OffsetRules rules;
  private final ClassicMachine classic;
  private final LiveClassicGroups classicPort;
  private final LiveClientGroups clientPort;
  private final LiveOffsets offsetsPort;
  private final Shard<GroupEvent> shard;
  private final PendingOffsets pending = new PendingOffsets();

  private Groups(
      GroupsState state,
      Control control,
      Log log,
      Topics topics,
      GroupLimits limits,
      RandomGenerator random) {
    this.control = control;
    this.state = state;
    this.limits = limits;
    this.rules = new OffsetRules(limits);
    this.classic = new ClassicMachine(limits);
    ClientMachine clients = new ClientMachine();
    this.shard = new Shard<>(control, log, new GroupEventCodec(), this::applied);
    Predicate<QueueName> exists =
        queue ->
            topics.find(queue.topic()).filter(topic -> topic.hasQueue(queue.queueId())).isPresent();
    OffsetWriter writer = new OffsetWriter(shard, log, state, rules, exists, pending);
    this.clientPort = new LiveClientGroups(control, clients, classic::hasMembers);
    this.classicPort =
        new LiveClassicGroups(control, shard, classic, clients, state, writer, random);
    this.offsetsPort = new LiveOffsets(control, state, rules, writer, pending, classic::hasMembers);
  }

  /** The groups' view, with which the log is to be opened. */
  public static GroupsView view() {
    return new GroupsView();
  }

  /** What the log brings to its end before there are groups. */
  public static final class GroupsView {
    private final GroupsState state = new GroupsState();
    private final View view = new EventView<>("groups", new GroupEventCodec(), state);

    private GroupsView() {}

    /** The view itself. */
    public View view() {
      return view;
    }

    /**
     * The groups on the log that was opened with the view; {@link Groups#start} sets them going.
     *
     * @param random gives the member ids; used on the control thread alone
     */
    public Groups open(
        Control control, Log log, Topics topics, GroupLimits limits, RandomGenerator random) {
      return new Groups(state, control, log, topics, limits, random);
    }
  }

  /** Takes recovered groups up; the sessions of their members begin now. */
  public void start() {
    classicPort.start();
    clientPort.start();
    control.schedule(limits.offsetsRetentionCheck().toMillis(), this::expireOffsets);
  }

  /** Hands everything that may wait to the control thread, which is to be closed next. */
  public void finish() {
    offsetsPort.flush();
  }

  /** Kafka's groups. */
  public ClassicGroups classicGroups() {
    return classicPort;
  }

  /** RocketMQ's groups. */
  public ClientGroups clientGroups() {
    return clientPort;
  }

  /** The offsets of both. */
  public Offsets offsets() {
    return offsetsPort;
  }

  private void applied(List<GroupEvent> events) {
    for (GroupEvent event : events) {
      if (event instanceof GroupEvent.GroupDeleted deleted) {
        classic.forget(deleted.group());
        pending.forget(deleted.group());
      }
    }
  }

  private void expireOffsets() {
    Set<String> names = new HashSet<>(state.groupsWithOffsets());
    names.addAll(classic.names());
    for (String name : names) {
      shard.run(now -> Decision.ok(true, expired(name, now)));
    }
    control.schedule(limits.offsetsRetentionCheck().toMillis(), this::expireOffsets);
  }

  private List<GroupEvent> expired(String name, long now) {
    boolean inUse = !classic.isIdle(name) || clientPort.hasMembers(name);
    boolean nothingStored = !classic.isStored(name) && !state.hasOffsets(name);
    return inUse || nothingStored
        ? List.of()
        : rules.expire(name, state.all(name), classic.emptySince(name), now);
  }
}
