package io.diglot.core.group.runtime;

import io.diglot.core.group.ClientGroups;
import io.diglot.core.group.ClientHeartbeat;
import io.diglot.core.group.ClientMember;
import io.diglot.core.group.machine.ClientMachine;
import io.diglot.core.group.machine.QueueLocks;
import io.diglot.core.model.BrokerError;
import io.diglot.core.model.QueueName;
import io.diglot.core.model.Result;
import io.diglot.core.runtime.Control;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ClientGroups} on the control thread, with a published copy of every group for readers. */
final class LiveClientGroups implements ClientGroups {
  private static final Logger LOG = LoggerFactory.getLogger(LiveClientGroups.class);
  private static final long SWEEP = Duration.ofSeconds(10).toMillis();

  private final Control control;
  private final ClientMachine machine;
  private final Predicate<String> usedByKafka;
  private final QueueLocks locks = new QueueLocks();
  private final Map<String, ClientGroup> published = new ConcurrentHashMap<>();
  private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();

  LiveClientGroups(Control control, ClientMachine machine, Predicate<String> usedByKafka) {
    this.control = control;
    this.machine = machine;
    this.usedByKafka = usedByKafka;
  }

  void start() {
    control.schedule(SWEEP, this::sweep);
  }

  private void sweep() {
    long now = control.elapsed();
    machine.expire(now).forEach(this::changed);
    locks.expire(now);
    control.schedule(SWEEP, this::sweep);
  }

  private void publish(String group) {
    machine
        .find(group)
        .ifPresentOrElse(now -> published.put(group, now), () -> published.remove(group));
  }

  private void changed(String group) {
    publish(group);
    List<ClientMember> members = members(group);
    for (ChangeListener listener : listeners) {
      try {
        listener.changed(group, members);
      } catch (RuntimeException e) {
        LOG.error("a listener failed on a change of group {}", group, e);
      }
    }
  }

  @Override
  public CompletionStage<Result<Boolean>> heartbeat(ClientHeartbeat heartbeat) {
    return run(
        now -> {
          if (heartbeat.group().isEmpty()) {
            return Result.failed(BrokerError.INVALID_GROUP, "the group's name is empty");
          }
          if (usedByKafka.test(heartbeat.group())) {
            return Result.failed(
                BrokerError.GROUP_OF_OTHER_PROTOCOL,
                "group " + heartbeat.group() + " has live Kafka members");
          }
          boolean news = machine.heartbeat(heartbeat, now);
          if (news) {
            changed(heartbeat.group());
          } else {
            publish(heartbeat.group());
          }
          return Result.ok(news);
        },
        Result.failed(BrokerError.NOT_READY, "the broker is stopping"));
  }

  @Override
  public CompletionStage<Result<Boolean>> leave(String group, String clientId) {
    return run(
        now -> {
          boolean left = machine.leave(group, clientId);
          if (left) {
            changed(group);
          }
          return Result.ok(left);
        },
        Result.failed(BrokerError.NOT_READY, "the broker is stopping"));
  }

  @Override
  public void disconnected(long connection) {
    run(
        now -> {
          machine.disconnected(connection).forEach(this::changed);
          return true;
        },
        false);
  }

  @Override
  public List<ClientMember> members(String group) {
    return find(group).map(ClientGroup::members).orElse(List.of());
  }

  @Override
  public Optional<ClientGroup> find(String group) {
    return Optional.ofNullable(published.get(group));
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(published.keySet());
  }

  boolean hasMembers(String group) {
    return published.containsKey(group);
  }

  @Override
  public CompletionStage<Set<QueueName>> lock(
      String group, String clientId, Set<QueueName> queues) {
    return run(now -> locks.lock(group, clientId, queues, now), Set.of());
  }

  @Override
  public CompletionStage<Set<QueueName>> unlock(
      String group, String clientId, Set<QueueName> queues) {
    return run(now -> locks.unlock(group, clientId, queues), Set.of());
  }

  @Override
  public boolean isLocked(String group, QueueName queue) {
    return locks.isLocked(group, queue, control.elapsed());
  }

  @Override
  public void onChange(ChangeListener listener) {
    listeners.add(listener);
  }

  /**
   * Runs on the control thread, with {@link Control#elapsed}; answers the second value when that
   * thread takes no more.
   */
  private <T> CompletionStage<T> run(LongFunction<T> command, T whenClosed) {
    CompletableFuture<T> reply = new CompletableFuture<>();
    try {
      control.execute(
          () -> {
            try {
              reply.complete(command.apply(control.elapsed()));
            } catch (RuntimeException e) {
              LOG.error("a command of a client group failed", e);
              reply.completeExceptionally(e);
            }
          });
    } catch (RejectedExecutionException closed) {
      reply.complete(whenClosed);
    }
    return reply;
  }
}
