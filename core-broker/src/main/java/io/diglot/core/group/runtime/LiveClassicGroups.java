package io.diglot.core.group.runtime;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.ClassicGroups;
import io.diglot.core.group.ClientGroups.ClientGroup;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupDescription.DescribedMember;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.group.machine.Answer;
import io.diglot.core.group.machine.ClassicMachine;
import io.diglot.core.group.machine.ClientMachine;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.Now;
import io.diglot.core.group.machine.Outcome;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Decision;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Control;
import io.diglot.core.runtime.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link ClassicGroups} over its machine: keeps the requests that wait, stores the events, wakes
 * the machine when something is due.
 */
final class LiveClassicGroups implements ClassicGroups {
  private static final Logger LOG = LoggerFactory.getLogger(LiveClassicGroups.class);
  private static final String STOPPING = "the broker is stopping";

  private final Control control;
  private final Shard<GroupEvent> shard;
  private final ClassicMachine machine;
  private final ClientMachine clients;
  private final GroupsState state;
  private final OffsetWriter offsets;
  private final RandomGenerator random;
  private final AtomicLong lastNumber = new AtomicLong();
  private final Map<Long, CompletableFuture<JoinReply>> joins = new ConcurrentHashMap<>();
  private final Map<Long, CompletableFuture<Result<Assignment>>> syncs = new ConcurrentHashMap<>();
  private long wakesAt = Long.MAX_VALUE;

  LiveClassicGroups(
      Control control,
      Shard<GroupEvent> shard,
      ClassicMachine machine,
      ClientMachine clients,
      GroupsState state,
      OffsetWriter offsets,
      RandomGenerator random) {
    this.control = control;
    this.shard = shard;
    this.machine = machine;
    this.clients = clients;
    this.state = state;
    this.offsets = offsets;
    this.random = random;
  }

  void start() {
    control.execute(
        () -> {
          machine.restore(state.lastingGroups(), now());
          wakeInTime();
        });
  }

  private Now now() {
    return new Now(control.elapsed(), control.now());
  }

  private void wakeInTime() {
    long next = machine.nextDeadline();
    if (next < wakesAt) {
      wakesAt = next;
      control.schedule(next - control.elapsed(), () -> wake(next));
    }
  }

  private void wake(long due) {
    if (wakesAt == due) {
      wakesAt = Long.MAX_VALUE;
      carryOut(machine::tick);
    }
  }

  /**
   * Runs a command of the machine, stores its events, lets its answers go. Membership is worth
   * answering for even while the log refuses: consumers read on from a full disk. What is not
   * stored, members repair after a restart by joining again.
   *
   * @return completes after the answers went; false when the command did not run
   */
  private CompletionStage<Boolean> carryOut(Function<Now, Outcome> command) {
    List<Outcome> done = new CopyOnWriteArrayList<>();
    return shard
        .run(
            wallClock -> {
              Outcome outcome = command.apply(now());
              done.add(outcome);
              wakeInTime();
              return Decision.ok(true, outcome.events());
            })
        .handle(
            (result, failure) -> {
              if (!done.isEmpty() && result instanceof Result.Failed<Boolean> refused) {
                LOG.warn("a change of a group was not stored: {}", refused.detail());
              }
              done.forEach(outcome -> outcome.answers().forEach(this::release));
              return !done.isEmpty();
            });
  }

  private void release(Answer answer) {
    if (answer instanceof Answer.ToJoin join) {
      complete(joins, join.request(), join.reply());
    } else if (answer instanceof Answer.ToSync sync) {
      complete(syncs, sync.request(), sync.reply());
    }
  }

  private static <T> void complete(Map<Long, CompletableFuture<T>> waiting, long number, T reply) {
    CompletableFuture<T> stage = waiting.remove(number);
    if (stage != null) {
      stage.complete(reply);
    }
  }

  @Override
  public CompletionStage<JoinReply> join(JoinRequest request) {
    long number = lastNumber.incrementAndGet();
    CompletableFuture<JoinReply> reply = new CompletableFuture<>();
    joins.put(number, reply);
    carryOut(
            now ->
                clients.hasMembers(request.group())
                    ? new Outcome(
                        List.of(),
                        List.of(new Answer.ToJoin(number, otherProtocol(request.group()))))
                    : machine.join(request, number, freshId(request), now))
        .thenAccept(
            ran -> {
              if (!ran) {
                complete(joins, number, new JoinReply.Refused(BrokerError.NOT_READY, STOPPING));
              }
            });
    return reply;
  }

  private String freshId(JoinRequest request) {
    UUID unique = new UUID(random.nextLong(), random.nextLong());
    return request.member().instanceId().orElse(request.clientId()) + "-" + unique;
  }

  private static JoinReply otherProtocol(String group) {
    return new JoinReply.Refused(
        BrokerError.GROUP_OF_OTHER_PROTOCOL, "group " + group + " has live RocketMQ members");
  }

  @Override
  public CompletionStage<Result<Assignment>> sync(SyncRequest request) {
    long number = lastNumber.incrementAndGet();
    CompletableFuture<Result<Assignment>> reply = new CompletableFuture<>();
    syncs.put(number, reply);
    carryOut(now -> machine.sync(request, number, now))
        .thenAccept(
            ran -> {
              if (!ran) {
                complete(syncs, number, Result.failed(BrokerError.NOT_READY, STOPPING));
              }
            });
    return reply;
  }

  @Override
  public CompletionStage<Result<Boolean>> heartbeat(
      String group, MemberIdentity member, int generation) {
    return shard.run(
        wallClock ->
            new Decision<>(machine.heartbeat(group, member, generation, now()), List.of()));
  }

  @Override
  public CompletionStage<Result<List<Result<Boolean>>>> leave(
      String group, List<MemberIdentity> members) {
    AtomicReference<Result<List<Result<Boolean>>>> reply =
        new AtomicReference<>(Result.failed(BrokerError.NOT_READY, STOPPING));
    return carryOut(
            now -> {
              ClassicMachine.Departure departure = machine.leave(group, members, now);
              reply.set(departure.reply());
              return departure.outcome();
            })
        .thenApply(ran -> reply.get());
  }

  @Override
  public CompletionStage<Result<Map<QueueName, BrokerError>>> commit(
      String group, MemberIdentity member, int generation, Map<QueueName, OffsetCommit> wanted) {
    return offsets.commitOverPending(
        group,
        wanted,
        now ->
            clients.hasMembers(group)
                ? Result.failed(
                    BrokerError.GROUP_OF_OTHER_PROTOCOL,
                    "group " + group + " has live RocketMQ members")
                : machine.mayCommit(group, member, generation, now()));
  }

  @Override
  public CompletionStage<Optional<GroupDescription>> describe(String group) {
    return ask(() -> describeNow(group), Optional.empty());
  }

  private Optional<GroupDescription> describeNow(String group) {
    return clients
        .find(group)
        .map(LiveClassicGroups::described)
        .or(() -> machine.describe(group))
        .or(() -> state.hasOffsets(group) ? Optional.of(idle(group)) : Optional.empty());
  }

  private static GroupDescription idle(String group) {
    return new GroupDescription(group, GroupState.EMPTY, "", "", List.of());
  }

  /** RocketMQ's members divide the queues among themselves: the broker knows no assignment. */
  private static GroupDescription described(ClientGroup group) {
    List<DescribedMember> members =
        group.members().stream()
            .map(
                member ->
                    new DescribedMember(
                        member.clientId(),
                        Optional.empty(),
                        member.clientId(),
                        "",
                        Blob.EMPTY,
                        Blob.EMPTY))
            .toList();
    return new GroupDescription(group.name(), GroupState.STABLE, "consumer", "", members);
  }

  @Override
  public CompletionStage<List<GroupDescription>> list() {
    return ask(
        () -> {
          Set<String> names = new TreeSet<>(machine.names());
          names.addAll(clients.names());
          names.addAll(state.groupsWithOffsets());
          List<GroupDescription> groups = new ArrayList<>();
          for (String name : names) {
            describeNow(name).ifPresent(groups::add);
          }
          return List.copyOf(groups);
        },
        List.of());
  }

  /** An answer without a change; the second value when the control thread takes no more. */
  private <T> CompletionStage<T> ask(Supplier<T> question, T whenClosed) {
    return shard
        .run(now -> Decision.<T, GroupEvent>unchanged(question.get()))
        .thenApply(result -> result instanceof Result.Ok<T> ok ? ok.value() : whenClosed);
  }

  @Override
  public CompletionStage<Result<Boolean>> delete(String group) {
    return shard.run(
        now -> {
          if (clients.hasMembers(group) || machine.hasMembers(group)) {
            return Decision.failed(BrokerError.GROUP_NOT_EMPTY, "the group has members");
          }
          return describeNow(group).isEmpty()
              ? Decision.failed(BrokerError.UNKNOWN_GROUP, "there is no such group")
              : Decision.ok(true, List.of(new GroupEvent.GroupDeleted(group)));
        });
  }
}
