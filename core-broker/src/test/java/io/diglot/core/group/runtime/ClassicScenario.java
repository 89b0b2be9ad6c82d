package io.diglot.core.group.runtime;

import io.diglot.core.group.Assignment;
import io.diglot.core.group.Blob;
import io.diglot.core.group.GroupDescription;
import io.diglot.core.group.GroupLimits;
import io.diglot.core.group.GroupState;
import io.diglot.core.group.JoinReply;
import io.diglot.core.group.JoinRequest;
import io.diglot.core.group.MemberIdentity;
import io.diglot.core.group.MemberProtocol;
import io.diglot.core.group.SyncRequest;
import io.diglot.core.group.machine.Answer;
import io.diglot.core.group.machine.ClassicMachine;
import io.diglot.core.group.machine.GroupEvent;
import io.diglot.core.group.machine.Now;
import io.diglot.core.group.machine.Outcome;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Restart;
import io.diglot.core.runtime.StateMachineKit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One group and its clients, on virtual time. In every mode but NEVER the broker dies after each
 * stored event, before any answer of that command went out: machine and waiting requests are gone,
 * and clients ask again.
 */
final class ClassicScenario {
  static final String GROUP = "g";
  static final GroupLimits LIMITS =
      new GroupLimits(
          Duration.ofSeconds(6),
          Duration.ofMinutes(30),
          Duration.ofSeconds(3),
          3,
          4096,
          Duration.ofDays(7),
          Duration.ofMinutes(10));

  private static final long WALL_CLOCK_AHEAD = 1_000_000_000;

  private final Restart restart;
  private final StateMachineKit<GroupEvent, GroupsState> kit;
  private final Map<Long, Answer> answers = new HashMap<>();
  final List<GroupEvent> events = new ArrayList<>();
  private ClassicMachine machine = new ClassicMachine(LIMITS);
  private long lastNumber;
  private int lastId;
  private boolean retrying;
  long now = 1_000_000;

  ClassicScenario(Restart restart) {
    this.restart = restart;
    this.kit = new StateMachineKit<>(restart, new GroupEventCodec(), GroupsState::new);
  }

  Now now() {
    return new Now(now, wallClock());
  }

  /** Another than the clock for deadlines. */
  long wallClock() {
    return now + WALL_CLOCK_AHEAD;
  }

  /** A client of the group. */
  final class Client {
    final String name;
    final Optional<String> instance;
    String memberId = "";
    int generation = -1;
    int rebalanceTimeout = 60_000;
    boolean memberIdRequired = true;
    boolean skipAssignmentKnown = true;
    List<String> protocols = List.of("range");
    String topics = "t";
    private long pendingJoin;
    private long pendingSync;
    private Map<String, Blob> shares = Map.of();

    Client(String name, Optional<String> instance) {
      this.name = name;
      this.instance = instance;
    }

    MemberIdentity identity() {
      return new MemberIdentity(memberId, instance);
    }

    /** Sends a join, and another under the promised id when told so. */
    Client join() {
      sendJoin();
      if (answers.get(pendingJoin) instanceof Answer.ToJoin join
          && join.reply() instanceof JoinReply.MemberIdRequired required) {
        memberId = required.memberId();
        sendJoin();
      }
      return this;
    }

    /** Sends one join. */
    Client sendJoin() {
      pendingJoin = ++lastNumber;
      List<MemberProtocol> known =
          protocols.stream()
              .map(each -> new MemberProtocol(each, blob(each + ":" + topics)))
              .toList();
      JoinRequest request =
          new JoinRequest(
              GROUP,
              identity(),
              name,
              "/127.0.0.1",
              10_000,
              rebalanceTimeout,
              "consumer",
              known,
              memberIdRequired,
              skipAssignmentKnown);
      carryOut(machine.join(request, pendingJoin, name + "-" + ++lastId, now()));
      return this;
    }

    boolean waitsForJoin() {
      return !answers.containsKey(pendingJoin);
    }

    /** The answer to the join, asked for again if a restart swallowed it. */
    JoinReply joinReply() {
      if (waitsForJoin() && restart != Restart.NEVER) {
        retry(this::join);
      }
      return ((Answer.ToJoin) answers.get(pendingJoin)).reply();
    }

    JoinReply.Joined joined() {
      JoinReply.Joined joined = (JoinReply.Joined) joinReply();
      memberId = joined.memberId();
      generation = joined.generation();
      return joined;
    }

    BrokerError joinError() {
      return ((JoinReply.Refused) joinReply()).error();
    }

    /** Asks for an assignment, bringing everybody's when it leads. */
    Client sync(Map<String, Blob> assignments) {
      shares = assignments;
      pendingSync = ++lastNumber;
      carryOut(
          machine.sync(
              new SyncRequest(
                  GROUP,
                  identity(),
                  generation,
                  Optional.of("consumer"),
                  Optional.empty(),
                  assignments),
              pendingSync,
              now()));
      return this;
    }

    Client sync() {
      return sync(Map.of());
    }

    boolean waitsForSync() {
      return !answers.containsKey(pendingSync);
    }

    Result<Assignment> syncReply() {
      if (waitsForSync() && restart != Restart.NEVER) {
        retry(() -> sync(shares));
      }
      return ((Answer.ToSync) answers.get(pendingSync)).reply();
    }

    String share() {
      Assignment assignment = ((Result.Ok<Assignment>) syncReply()).value();
      return new String(assignment.share().bytes(), StandardCharsets.UTF_8);
    }

    Result<Boolean> heartbeat() {
      return machine.heartbeat(GROUP, identity(), generation, now());
    }

    Result<Boolean> leave() {
      ClassicMachine.Departure departure = machine.leave(GROUP, List.of(identity()), now());
      carryOut(departure.outcome());
      return ((Result.Ok<List<Result<Boolean>>>) departure.reply()).value().get(0);
    }

    Result<Boolean> mayCommit() {
      return machine.mayCommit(GROUP, identity(), generation, now());
    }
  }

  Client client(String name) {
    return new Client(name, Optional.empty());
  }

  Client fixed(String name, String instance) {
    return new Client(name, Optional.of(instance));
  }

  /** Lets the clients join, waits out the delay, and hands every one the share that is its name. */
  void form(Client... clients) {
    for (Client client : clients) {
      client.join();
    }
    if (clients[0].waitsForJoin()) {
      pass(LIMITS.initialRebalanceDelay().toMillis());
      pass(LIMITS.initialRebalanceDelay().toMillis());
    }
    share(clients);
  }

  /**
   * Every client takes its join's answer; the leader hands out the shares; every client gets its
   * own.
   */
  void share(Client... clients) {
    Map<String, Blob> shares = new HashMap<>();
    for (Client client : clients) {
      shares.put(client.joined().memberId(), blob(client.name));
    }
    for (Client client : clients) {
      client.sync(client.joined().members().isEmpty() ? Map.of() : shares);
    }
    for (Client client : clients) {
      client.share();
    }
  }

  static Blob blob(String text) {
    return Blob.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static BrokerError error(Result<?> result) {
    return ((Result.Failed<?>) result).error();
  }

  /** Lets time pass, with everything that comes due on the way. */
  void pass(long millis) {
    long end = now + millis;
    while (machine.nextDeadline() <= end) {
      now = Math.max(now, machine.nextDeadline());
      carryOut(machine.tick(now()));
    }
    now = end;
  }

  GroupState state() {
    return machine.describe(GROUP).map(GroupDescription::state).orElseThrow();
  }

  Optional<GroupDescription> describe() {
    return machine.describe(GROUP);
  }

  ClassicMachine machine() {
    return machine;
  }

  /** The last stored state of the group. */
  GroupEvent.GroupChanged lastChange() {
    return (GroupEvent.GroupChanged) events.get(events.size() - 1);
  }

  String[] memberIds() {
    return Arrays.stream(
            describe().orElseThrow().members().toArray(GroupDescription.DescribedMember[]::new))
        .map(GroupDescription.DescribedMember::memberId)
        .toArray(String[]::new);
  }

  /** The second time the answer gets out before the broker dies. */
  private void retry(Runnable request) {
    retrying = true;
    request.run();
    retrying = false;
  }

  private void carryOut(Outcome outcome) {
    outcome.events().forEach(kit::apply);
    events.addAll(outcome.events());
    boolean dies = !outcome.events().isEmpty() && restart != Restart.NEVER;
    if (!dies || retrying) {
      for (Answer answer : outcome.answers()) {
        long number =
            answer instanceof Answer.ToJoin join
                ? join.request()
                : ((Answer.ToSync) answer).request();
        if (answers.put(number, answer) != null) {
          throw new IllegalStateException("request " + number + " is answered twice");
        }
      }
    }
    if (dies) {
      machine = new ClassicMachine(LIMITS);
      machine.restore(kit.state().lastingGroups(), now());
    }
  }
}
